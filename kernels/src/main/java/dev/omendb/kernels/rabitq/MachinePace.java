package dev.omendb.kernels.rabitq;

/// How fast this machine does at the moment what most of a build consists of.
final class MachinePace {
  private static final int ROWS = 64;
  private static final int CENTROIDS = 128;
  private static final int WIDTH = 256;

  /// Products in one run: some 50 µs.
  private static final double PRODUCTS = (double) ROWS * CENTROIDS * WIDTH;

  /// The code may not be compiled yet, or other work be in the way: the best of many runs counts.
  private static final int MOST_RUNS = 2000;

  /// Runs in a row that were no better, after which it ends.
  private static final int ENOUGH_RUNS = 200;

  private static final long MOST_NANOS = 200_000_000;

  /// Products a second on the machine that the costs of builds were measured on.
  private static final double USUAL = 52e9;

  /// A machine that is slower by more than this has not compiled the code yet.
  private static final double MOST_SLOWER = 20;

  private MachinePace() {}

  /// How many times longer this machine takes than the one that costs were measured on. Takes a few
  /// hundredths of a second.
  static double slowness() {
    double slowness = USUAL / productsPerSecond();
    return slowness > MOST_SLOWER ? 1 : slowness;
  }

  /// What one thread adds to sums where rows are compared with centroids.
  private static double productsPerSecond() {
    float[] centroids = values(CENTROIDS);
    float[] rows = values(ROWS);
    SimdAssign assign = new SimdAssign(centroids, CENTROIDS, WIDTH);
    float[] distances = new float[ROWS * assign.stride()];
    long begin = System.nanoTime();
    long before = begin;
    long best = Long.MAX_VALUE;
    int since = 0;
    for (int run = 0; run < MOST_RUNS && since < ENOUGH_RUNS; run++) {
      assign.measure(rows, 0, ROWS, distances);
      long now = System.nanoTime();
      since = now - before < best ? 0 : since + 1;
      best = Math.min(best, now - before);
      before = now;
      if (now - begin > MOST_NANOS) {
        break;
      }
    }
    return PRODUCTS * 1e9 / Math.max(1, best);
  }

  private static float[] values(int count) {
    float[] values = new float[count * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 31 & 255) / 256f;
    }
    return values;
  }
}
