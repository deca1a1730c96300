package dev.omendb.engine.storage.table;

import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.storage.SegmentReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement's view of the table for one index.
///
/// @param mask columns of the index
record SnapshotRows(SnapshotTable table, long mask) implements IndexSnapshot {
  @Override
  public int visible(long[] rowIds, int count) {
    return table.visible(rowIds, count, mask);
  }

  @Override
  public int visiblePrefix(int segment) {
    return table.visiblePrefix(segment);
  }

  @Override
  public int changedRows(int segment) {
    return table.changedRows(segment);
  }

  @Override
  public boolean isChanged(long rowId) {
    return table.isChanged(rowId);
  }

  @Override
  public @Nullable SegmentReader segment(int number) {
    return table.segmentView(number);
  }

  @Override
  public List<IndexRows> ownRows() {
    return table.ownRows(mask);
  }
}
