package dev.omendb.engine.storage.table;

import dev.omendb.engine.index.Index;
import dev.omendb.engine.storage.segment.Segment;
import java.util.List;

/// A table's committed content at rest, all tails closed: what a checkpoint writes.
///
/// @param nextSegment number of the segment that comes next
/// @param rowIndexes those that are complete
public record TableImage(
    TableStore store,
    List<Segment> segments,
    int nextSegment,
    List<IndexImage> indexes,
    List<RowIndexImage> rowIndexes) {

  /// @param parts that no longer change
  public record IndexImage(KeyIndex index, List<IndexPart> parts) {}

  public record RowIndexImage(long oid, Index.Checkpoint checkpoint) {}
}
