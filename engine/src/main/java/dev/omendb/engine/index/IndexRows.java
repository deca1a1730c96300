package dev.omendb.engine.index;

import dev.omendb.engine.storage.SegmentReader;

/// Some rows of one segment, for an index to take in. Row i has the id
/// `segment.number() << 32 | positions[i]`.
///
/// @param segment readable for as long as the index wants: its memory goes with the last reference
/// @param positions ascending, the first `count` count
public record IndexRows(SegmentReader segment, int[] positions, int count) {
  public long rowId(int index) {
    return (long) segment.number() << 32 | positions[index];
  }
}
