package dev.omendb.sql.session;

import dev.omendb.engine.column.Batch;

/// Receives result rows; the wire layer encodes them.
@FunctionalInterface
public interface RowSink {
  /// Rows [from, to) of a batch that is overwritten after the call returns.
  void rows(Batch batch, int from, int to);
}
