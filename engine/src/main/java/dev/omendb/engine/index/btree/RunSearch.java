package dev.omendb.engine.index.btree;

import java.lang.foreign.MemorySegment;

/// Finds a head among the sorted heads of a run: a few guesses by interpolation, which come close
/// when values are spread evenly as generated keys are, then halving without branches.
final class RunSearch {
  private static final int GUESSES = 3;

  /// Half the width of the window a guess leaves when it is good.
  private static final int WINDOW = 32;

  private RunSearch() {}

  /// First of `count` heads that is not below `head`.
  static int lowerBound(MemorySegment run, int count, long head) {
    int low = 0;
    int high = count;
    for (int guess = 0; guess < GUESSES && high - low > 4 * WINDOW; guess++) {
      long first = head(run, low);
      long last = head(run, high - 1);
      if (head <= first) {
        return low;
      }
      if (head > last) {
        return high;
      }
      double fraction = ((double) head - first) / ((double) last - first);
      int at = Math.clamp(low + (long) (fraction * (high - 1 - low)), low, high - 1);
      if (head(run, at) < head) {
        low = at + 1;
        if (at + WINDOW < high && head(run, at + WINDOW) >= head) {
          high = at + WINDOW;
        }
      } else {
        high = at;
        if (at - WINDOW >= low && head(run, at - WINDOW) < head) {
          low = at - WINDOW + 1;
        }
      }
    }
    int length = high - low;
    while (length > 0) {
      int half = length >>> 1;
      boolean below = head(run, low + half) < head;
      low = below ? low + half + 1 : low;
      length = below ? length - half - 1 : half;
    }
    return low;
  }

  private static long head(MemorySegment run, int index) {
    return run.get(RunFormat.LONG, RunFormat.HEADER_BYTES + 8L * index);
  }
}
