package dev.omendb.sql.execute.modify;

import java.util.Arrays;

/// A set of row ids. Open addressing. Owned by one operator.
final class RowIdSet {
  private static final int INITIAL_SLOTS = 64;
  private static final long FREE = -1;

  private long[] slots = empty(INITIAL_SLOTS);
  private int size;

  private static long[] empty(int length) {
    long[] slots = new long[length];
    Arrays.fill(slots, FREE);
    return slots;
  }

  void clear() {
    if (size > 0) {
      slots = empty(INITIAL_SLOTS);
      size = 0;
    }
  }

  /// False when the id was there already.
  boolean add(long rowId) {
    if (!insert(slots, rowId)) {
      return false;
    }
    size++;
    if (size * 2 > slots.length) {
      long[] larger = empty(slots.length * 2);
      for (long id : slots) {
        if (id != FREE) {
          insert(larger, id);
        }
      }
      slots = larger;
    }
    return true;
  }

  private static boolean insert(long[] slots, long rowId) {
    int mask = slots.length - 1;
    int slot = (int) ((rowId * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (slots[slot] != FREE) {
      if (slots[slot] == rowId) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = rowId;
    return true;
  }
}
