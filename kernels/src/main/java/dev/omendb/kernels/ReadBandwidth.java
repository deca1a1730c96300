package dev.omendb.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;

/// How fast this machine reads memory: what a scan of vectors can reach at most.
final class ReadBandwidth {
  private static final int LANES = 8;
  private static final int ROUNDS = 6;

  private final MemorySegment memory;

  /// Keeps the sums from being optimised away.
  private volatile long sum;

  /// @param memory far larger than the caches, and written before
  ReadBandwidth(MemorySegment memory) {
    this.memory = memory;
  }

  /// The best of some rounds in which threads add up the memory's longs, each its own part.
  double gigabytesPerSecond(int threads) {
    long part = memory.byteSize() / threads / (8 * LANES);
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      sum +=
          IntStream.range(0, threads)
              .parallel()
              .mapToLong(thread -> add(thread * part * LANES, part))
              .sum();
      best = Math.max(best, (double) part * 8 * LANES * threads / (System.nanoTime() - start));
    }
    return best;
  }

  /// Independent sums, so that the additions do not wait for each other.
  private long add(long first, long steps) {
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    long e = 0;
    long f = 0;
    long g = 0;
    long h = 0;
    for (long step = 0; step < steps; step++) {
      long at = first + step * LANES;
      a += memory.getAtIndex(ValueLayout.JAVA_LONG, at);
      b += memory.getAtIndex(ValueLayout.JAVA_LONG, at + 1);
      c += memory.getAtIndex(ValueLayout.JAVA_LONG, at + 2);
      d += memory.getAtIndex(ValueLayout.JAVA_LONG, at + 3);
      e += memory.getAtIndex(ValueLayout.JAVA_LONG, at + 4);
      f += memory.getAtIndex(ValueLayout.JAVA_LONG, at + 5);
      g += memory.getAtIndex(ValueLayout.JAVA_LONG, at + 6);
      h += memory.getAtIndex(ValueLayout.JAVA_LONG, at + 7);
    }
    return a + b + c + d + e + f + g + h;
  }
}
