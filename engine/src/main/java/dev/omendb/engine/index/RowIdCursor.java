package dev.omendb.engine.index;

/// Row ids, some at a time.
public interface RowIdCursor {
  /// Fills `rowIds` from index 0 with the next visible rows; 0 at the end.
  int next(long[] rowIds);
}
