package dev.omendb.kernels.rabitq;

import java.util.Arrays;

/// A set of non-negative longs, by open addressing.
final class LongSet {
  /// Slots kept for reuse at most.
  private static final int MOST_KEPT = 1 << 14;

  private long[] slots;
  private int size;

  LongSet(int expected) {
    slots = empty(expected);
  }

  int size() {
    return size;
  }

  void clear() {
    if (slots.length > MOST_KEPT) {
      slots = empty(0);
    } else if (size > 0) {
      Arrays.fill(slots, -1);
    }
    size = 0;
  }

  /// Answers false when the value is in already. Needs room: see [#reserve].
  boolean add(long value) {
    int mask = slots.length - 1;
    int at = hash(value) & mask;
    while (slots[at] >= 0) {
      if (slots[at] == value) {
        return false;
      }
      at = (at + 1) & mask;
    }
    slots[at] = value;
    size++;
    return true;
  }

  /// Makes room for as many values in all.
  void reserve(int expected) {
    if (2L * expected > slots.length) {
      long[] old = slots;
      slots = empty(expected);
      size = 0;
      for (long value : old) {
        if (value >= 0) {
          add(value);
        }
      }
    }
  }

  private static long[] empty(int expected) {
    long[] slots = new long[Math.max(16, Integer.highestOneBit(Math.max(1, expected)) * 4)];
    Arrays.fill(slots, -1);
    return slots;
  }

  private static int hash(long value) {
    return (int) ((value * 0x9e3779b97f4a7c15L) >>> 32);
  }
}
