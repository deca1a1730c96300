package dev.omendb.engine.storage;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.index.IndexReader;
import java.util.List;

/// One table at one snapshot, the transaction's own writes included. Pins what it reads until
/// closed. Row ids are `segmentNumber << 32 | position`; stable until the segment is compacted,
/// which waits for open readers.
public interface TableReader extends AutoCloseable {
  /// All segments in insertion order, the unsealed tail and the transaction's own rows last.
  List<SegmentReader> segments();

  /// Rows visible, exact when cheap, otherwise a close upper bound: for planning.
  long estimatedRows();

  /// Gathers columns of rows in the order of `rowIds`. Rows must be visible.
  ///
  /// @param attnums 1-based columns wanted; `into` has one column for each
  void fetch(long[] rowIds, int count, int[] attnums, Batch into);

  /// Keeps in `rowIds[0..count)` only the rows visible to the snapshot, in order, following each id
  /// to its visible version (rows updated since an index entry was made). Returns how many remain.
  int visible(long[] rowIds, int count);

  /// The index at the same snapshot.
  IndexReader index(long indexOid);

  @Override
  void close();
}
