package dev.omendb.engine.storage.table;

import dev.omendb.engine.storage.segment.RowVersions;
import dev.omendb.engine.storage.segment.Segment;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;

/// The new versions of a commit that an index need not know: those that left its columns as they
/// were are found through the entry of the version they replaced.
final class UnchangedRows {
  private UnchangedRows() {}

  /// For each row of a private block, true when the index with this mask needs no entry.
  static boolean[] of(int block, int rows, DeleteLog deletes, long mask) {
    boolean[] unchanged = new boolean[rows];
    for (int i = 0; i < deletes.size(); i++) {
      long next = deletes.next(i);
      if (next != RowVersions.NONE
          && TableWrites.isPrivate(next)
          && Segment.segmentNumber(next) == TableWrites.PRIVATE_SEGMENT + block
          && (deletes.changed(i) & mask) == 0) {
        unchanged[Segment.position(next)] = true;
      }
    }
    return unchanged;
  }

  /// The private rows that an entry of a committed row leads to.
  static LongSet reachedFromCommitted(DeleteLog deletes, long mask) {
    LongSet reached = new LongOpenHashSet();
    for (int i = 0; i < deletes.size(); i++) {
      long next = deletes.next(i);
      boolean known = !TableWrites.isPrivate(deletes.row(i)) || reached.contains(deletes.row(i));
      if (next != RowVersions.NONE && known && (deletes.changed(i) & mask) == 0) {
        reached.add(next);
      }
    }
    return reached;
  }
}
