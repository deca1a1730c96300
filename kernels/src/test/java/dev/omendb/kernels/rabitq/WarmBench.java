package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.ComputeEngines;

/// How long the warm-up takes, and again once warm.
public final class WarmBench {
  public static void main(String[] args) {
    for (int i = 0; i < 4; i++) {
      long start = System.nanoTime();
      KernelWarmUp.buildIndexes(ComputeEngines.byName("auto"), () -> false);
      long built = System.nanoTime();
      KernelWarmUp.scan(ComputeEngines.byName("auto"), () -> false);
      System.out.printf(
          "indexes %.2f s, scans %.2f s%n",
          (built - start) / 1e9, (System.nanoTime() - built) / 1e9);
    }
  }
}
