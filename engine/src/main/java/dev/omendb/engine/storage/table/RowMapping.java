package dev.omendb.engine.storage.table;

import dev.omendb.engine.storage.segment.RowVersions;
import dev.omendb.engine.storage.segment.Segment;
import java.util.List;

/// From a transaction's private row ids to where its commit placed the rows.
///
/// @param placements of private block k
public record RowMapping(List<Placement> placements) {
  /// The shared id of a private row; other ids, and NONE, stay.
  public long committed(long rowId) {
    if (rowId == RowVersions.NONE || !TableWrites.isPrivate(rowId)) {
      return rowId;
    }
    Placement placement =
        placements.get(Segment.segmentNumber(rowId) - TableWrites.PRIVATE_SEGMENT);
    return Segment.rowId(
        placement.segmentNumber(), placement.start() + Segment.position(rowId));
  }
}
