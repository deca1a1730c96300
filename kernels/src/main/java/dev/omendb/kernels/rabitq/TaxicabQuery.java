package dev.omendb.kernels.rabitq;

import java.lang.foreign.MemorySegment;

/// A query as [TaxicabCodes] see it. Aimed once at a part; confined to one thread.
final class TaxicabQuery {
  private final int padded;
  private final byte[] below;
  private final byte[] above;
  private int[] sums = new int[0];
  private float step;

  TaxicabQuery(int padded) {
    this.padded = padded;
    this.below = new byte[TaxicabCodes.bytes(padded)];
    this.above = new byte[TaxicabCodes.bytes(padded)];
  }

  /// @param query padded
  /// @param mean offset in `memory` of the padded mean
  void aim(float[] query, MemorySegment memory, long mean, float step) {
    this.step = step;
    int half = padded / 2;
    for (int i = 0; i < padded; i++) {
      float middle = memory.get(CodeBlocks.FLOAT, mean + 4L * i);
      byte level = (byte) TaxicabCodes.level(query[i], middle, step, i);
      if (i < half) {
        below[i] = level;
      } else {
        above[i - half] = level;
      }
    }
  }

  /// The standard error of an estimated distance.
  float deviation() {
    return step * TaxicabCodes.error(padded);
  }

  /// The estimated distance of one code, by address.
  float estimate(long code) {
    int[] sum = new int[1];
    SimdTaxicab.sums(code, 1, below, above, sum);
    return step * sum[0];
  }

  /// Sets the bounds of codes that lie side by side.
  ///
  /// @param epsilon how many standard errors a bound lies below the estimate
  void bounds(long codes, int count, float epsilon, float[] bounds) {
    float margin = epsilon * deviation();
    int[] of = sums(codes, count);
    for (int i = 0; i < count; i++) {
      bounds[i] = step * of[i] - margin;
    }
  }

  private int[] sums(long codes, int count) {
    if (sums.length < count) {
      sums = new int[count];
    }
    SimdTaxicab.sums(codes, count, below, above, sums);
    return sums;
  }

  /// Scans codes that lie side by side and collects those whose bound is below a threshold.
  ///
  /// @param epsilon how many standard errors a bound lies below the estimate
  /// @param found how many are in `slots` and `bounds` already
  /// @param slots receives numbers of codes
  /// @return how many are in there now
  int scan(
      long codes, int count, float epsilon, float threshold, int[] slots, float[] bounds,
      int found) {
    int[] of = sums(codes, count);
    float margin = epsilon * deviation();
    int next = found;
    for (int i = 0; i < count; i++) {
      float bound = step * of[i] - margin;
      bounds[next] = bound;
      slots[next] = i;
      next += bound < threshold ? 1 : 0;
    }
    return next;
  }
}
