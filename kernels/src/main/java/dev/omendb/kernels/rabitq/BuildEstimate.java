package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.Metric;

/// What building an index part will take, before it is built.
///
/// @param indexBytes of the part, which is its file too
/// @param memoryBytes besides: sampled vectors, codes not yet in place
/// @param seconds on processors like those it was measured on; only the magnitude counts
public record BuildEstimate(long indexBytes, long memoryBytes, double seconds) {
  /// Products added to a sum in a second by one thread, where rows are compared with centroids.
  private static final double PRODUCTS_PER_SECOND = 18e9;

  /// A thread's time for a row besides: rotation, code, its share in learning.
  private static final double SECONDS_PER_ROW = 5e-6;

  /// Blocks that are not full, one for each list or so.
  private static final double HALF_FULL = 0.5;

  /// @param dimensions of the vectors that codes are made of
  public static BuildEstimate of(
      Metric metric, int dimensions, long rows, BuildOptions options) {
    boolean second = options.secondCodes();
    boolean levels = metric == Metric.L1 || second;
    int counted = (int) Math.min(rows, Integer.MAX_VALUE);
    int all = options.lists(counted);
    int padded = Rotation.padded(dimensions);
    long samples = IvfBuilder.samples(rows, all, padded);
    boolean copies = options.copies() && IvfBuilder.hasCopies(metric, rows, all);
    double codes = copies ? 2.0 * rows : rows;
    double blocks = codes / CodeBlocks.LANES + HALF_FULL * all;
    double perRow = 8.0 + (second ? FineCodes.bytes(metric, padded) : 0) + (copies ? 4 : 0);
    double centroids = 5.0 * padded * all;
    double encoded = rows * (EncodedRows.bytes(padded, levels) + 4.0);
    if (copies) {
      encoded += rows * (EncodedRows.bytes(padded, false) + 4.0) + 4.0 * all * all;
    }
    double products =
        ((double) rows + (double) IvfBuilder.ROUNDS * samples) * all * padded;
    double seconds = products / PRODUCTS_PER_SECOND + rows * SECONDS_PER_ROW;
    return new BuildEstimate(
        (long) (blocks * CodeBlocks.bytes(metric, padded) + rows * perRow + centroids),
        (long) (encoded + 4.0 * padded * samples + centroids),
        seconds / options.threads());
  }
}
