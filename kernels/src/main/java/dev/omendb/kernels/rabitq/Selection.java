package dev.omendb.kernels.rabitq;

import java.util.Arrays;

/// Partial ordering of parallel arrays, by counting keys into buckets: no branch depends on the
/// data but the last. Keeps its buckets; confined to one thread.
final class Selection {
  private static final int BUCKETS = 256;

  /// How many keys are at or below the i-th smallest of the least keys of [CodeBlocks#LANES] equal
  /// shares, on average over all ways to deal keys out.
  private static final double[] BELOW = below();

  private final int[] counts = new int[BUCKETS + 1];

  private static double[] below() {
    double[] below = new double[CodeBlocks.LANES];
    double sum = 0;
    for (int i = 0; i < below.length; i++) {
      sum += below.length / (double) (below.length - i);
      below[i] = sum;
    }
    return below;
  }

  /// A value below which lie about the `wanted` smallest of many keys, or infinity where they are
  /// too many to tell.
  ///
  /// @param least the least key of each of [CodeBlocks#LANES] shares of them; comes back sorted
  static float bound(float[] least, int wanted) {
    Arrays.sort(least);
    for (int i = 0; i < BELOW.length - 2; i++) {
      if (BELOW[i] >= wanted) {
        return Math.nextUp(least[i]);
      }
    }
    return Float.POSITIVE_INFINITY;
  }

  /// A value below which lie at least the `wanted` smallest keys, and a few more where keys lie
  /// close together. Infinite keys are not keys.
  float bound(float[] keys, int count, int wanted) {
    if (wanted >= count) {
      return Float.POSITIVE_INFINITY;
    }
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      float key = keys[i];
      least = Math.min(least, key);
      greatest = Math.max(greatest, key == Float.POSITIVE_INFINITY ? least : key);
    }
    float scale = BUCKETS / (greatest - least);
    if (!(scale > 0) || scale == Float.POSITIVE_INFINITY) {
      return Float.POSITIVE_INFINITY;
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < count; i++) {
      counts[(int) Math.min(BUCKETS, (keys[i] - least) * scale)]++;
    }
    int last = 0;
    int below = counts[0];
    while (below < wanted && last < BUCKETS) {
      below += counts[++last];
    }
    return last == BUCKETS ? Float.POSITIVE_INFINITY : least + (last + 1) / scale;
  }

  /// Brings at least the `wanted` smallest keys to the front, in any order, and answers how many
  /// are there: a few more where keys lie close together.
  int smallest(float[] keys, int[] values, int count, int wanted) {
    if (wanted >= count) {
      return count;
    }
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, keys[i]);
      greatest = Math.max(greatest, keys[i]);
    }
    float scale = BUCKETS / (greatest - least);
    if (!(scale > 0) || scale == Float.POSITIVE_INFINITY) {
      return count;
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < count; i++) {
      counts[(int) ((keys[i] - least) * scale)]++;
    }
    int last = 0;
    for (int below = counts[0]; below < wanted; below += counts[last]) {
      last++;
    }
    int front = 0;
    for (int i = 0; i < count; i++) {
      float key = keys[i];
      if ((int) ((key - least) * scale) <= last) {
        int value = values[i];
        keys[i] = keys[front];
        values[i] = values[front];
        keys[front] = key;
        values[front++] = value;
      }
    }
    return front;
  }
}
