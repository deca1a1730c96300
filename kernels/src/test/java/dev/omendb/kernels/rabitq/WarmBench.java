package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.ComputeEngines;

/// How long the warm-up takes, and again once warm.
public final class WarmBench {
  public static void main(String[] args) {
    for (int i = 0; i < 4; i++) {
      long start = System.nanoTime();
      KernelWarmUp.run(ComputeEngines.byName("auto"), () -> false);
      System.out.printf("%.2f s%n", (System.nanoTime() - start) / 1e9);
    }
  }
}
