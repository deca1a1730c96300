package dev.omendb.engine.index.btree;

import java.util.Arrays;

/// Sorts heads by radix, a byte a pass, lowest first, and carries along which entry each came from.
/// Stable. Bytes that are the same in all heads cost nothing, so a million consecutive integers
/// take three passes.
final class HeadSort {
  private static final int RADIX = 256;

  private HeadSort() {}

  /// Sorts both arrays by `heads`.
  static void sort(long[] heads, int[] order) {
    int count = heads.length;
    long varying = 0;
    for (int i = 1; i < count; i++) {
      varying |= heads[i] ^ heads[0];
    }
    long[] fromHeads = heads;
    int[] fromOrder = order;
    long[] toHeads = new long[count];
    int[] toOrder = new int[count];
    int[] starts = new int[RADIX];
    for (int shift = 0; shift < Long.SIZE; shift += 8) {
      if ((varying >>> shift & 0xff) == 0) {
        continue;
      }
      // The sign bit counts the other way around.
      int flip = shift == 56 ? 0x80 : 0;
      countStarts(fromHeads, shift, flip, starts);
      for (int i = 0; i < count; i++) {
        int to = starts[(int) (fromHeads[i] >>> shift & 0xff) ^ flip]++;
        toHeads[to] = fromHeads[i];
        toOrder[to] = fromOrder[i];
      }
      long[] heldHeads = fromHeads;
      fromHeads = toHeads;
      toHeads = heldHeads;
      int[] heldOrder = fromOrder;
      fromOrder = toOrder;
      toOrder = heldOrder;
    }
    if (fromHeads != heads) {
      System.arraycopy(fromHeads, 0, heads, 0, count);
      System.arraycopy(fromOrder, 0, order, 0, count);
    }
  }

  private static void countStarts(long[] heads, int shift, int flip, int[] starts) {
    Arrays.fill(starts, 0);
    for (long head : heads) {
      starts[(int) (head >>> shift & 0xff) ^ flip]++;
    }
    int sum = 0;
    for (int i = 0; i < RADIX; i++) {
      int here = starts[i];
      starts[i] = sum;
      sum += here;
    }
  }
}
