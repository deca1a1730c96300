package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.Metric;

/// What building an index part will take, before it is built.
///
/// @param indexBytes of the part, which is its file too
/// @param memoryBytes besides: sampled vectors, codes not yet in place
/// @param seconds with nothing else to do on the machine that costs were measured on; the share of
///     learning depends on the data
public record BuildEstimate(long indexBytes, long memoryBytes, double seconds) {
  public static final BuildEstimate NOTHING = new BuildEstimate(0, 0, 0);

  /// Products added to a sum in a second by one thread, where rows are compared with centroids;
  /// rotating and encoding them included.
  private static final double PRODUCTS_PER_SECOND = 33e9;

  /// A thread's time for reading a row and laying out its codes.
  private static final double SECONDS_PER_ROW = 2e-6;

  /// A thread's time for a query that efforts are learned from, and for each coordinate.
  private static final double SECONDS_PER_QUERY = 3e-4;

  private static final double SECONDS_PER_QUERY_COORDINATE = 1.2e-6;

  /// The same for each true neighbour.
  private static final double SECONDS_PER_NEIGHBOUR = 1e-6;

  private static final double SECONDS_PER_NEIGHBOUR_COORDINATE = 4e-9;

  /// The same for each code.
  private static final double SECONDS_PER_CODE = 0.6e-9;

  private static final double SECONDS_PER_CODE_COORDINATE = 4.5e-12;

  /// The statement itself, and code that is compiled as it goes.
  private static final double SECONDS_AT_LEAST = 0.1;

  /// Blocks that are not full, one for each list or so.
  private static final double HALF_FULL = 0.5;

  /// @param dimensions of the vectors that codes are made of
  public static BuildEstimate of(
      Metric metric, int dimensions, long rows, BuildOptions options) {
    if (rows == 0) {
      return NOTHING;
    }
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
        ((double) rows + (double) IvfBuilder.ROUNDS * samples) * all * padded
            + KMeans.startProducts(samples, all, padded);
    double seconds =
        products / PRODUCTS_PER_SECOND + rows * SECONDS_PER_ROW + learning(rows, padded);
    return new BuildEstimate(
        (long) (blocks * CodeBlocks.bytes(metric, padded) + rows * perRow + centroids),
        (long) (encoded + 4.0 * padded * samples + centroids),
        seconds / options.threads());
  }

  private static double learning(long rows, int padded) {
    int queries = EffortLearning.queries(rows);
    double ofQuery = SECONDS_PER_QUERY + padded * SECONDS_PER_QUERY_COORDINATE;
    double ofNeighbour = SECONDS_PER_NEIGHBOUR + padded * SECONDS_PER_NEIGHBOUR_COORDINATE;
    double ofCode = SECONDS_PER_CODE + padded * SECONDS_PER_CODE_COORDINATE;
    return queries * (ofQuery + rows * ofCode)
        + EffortLearning.neighbours(queries) * ofNeighbour;
  }

  /// The same for this machine, which is measured for a moment.
  public BuildEstimate onThisMachine() {
    double here = seconds > 0 ? (seconds + SECONDS_AT_LEAST) * MachinePace.slowness() : 0;
    return new BuildEstimate(indexBytes, memoryBytes, here);
  }

  /// One build after the other.
  public BuildEstimate then(BuildEstimate other) {
    return new BuildEstimate(
        indexBytes + other.indexBytes,
        Math.max(memoryBytes, other.memoryBytes),
        seconds + other.seconds);
  }
}
