package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.Metric;

/// A query as codes see it: rotated, less the mean of the part, in three bit planes, and the
/// constants that turn a sum of bit counts into a bound on the distance. Aimed once at a part, then
/// moved from list to list; confined to one thread.
///
/// With g the query less a list's centre, q the query less the mean, q_i ≈ low + step u_i, and b
/// the bits of a code:
/// `|g - r|² ≈ |g|² + add - 2 factor (2 Σ b_i q_i - Σ q_i)`, where the code's `add` makes up for
/// the mean in place of the centre. The bound is that less `epsilon` standard errors. The error of
/// a 1-bit code is nearly proportional to its factor, so it needs no number of its own in a block.
final class QueryCode {
  static final int PLANES = 3;

  /// The greatest level.
  static final int LEVELS = (1 << PLANES) - 1;

  /// The step of as many levels, in standard deviations, that stands best for normally distributed
  /// values (Max, Quantizing for minimum distortion, IRE Transactions on Information Theory 6,
  /// 1960). A rotated query's are about that.
  private static final float STEP = 0.586f;

  /// The share of a query's squared length that the signs of a vector do not see.
  private static final double UNSEEN = 1 - 2 / Math.PI;

  /// The query less the mean.
  final float[] residuals;

  final long[] planes;
  final byte[] values;
  float low;
  float step;

  /// Of the residuals.
  float squaredNorm;

  /// Of the residuals as they are.
  float total;

  /// Of what quantising leaves out of the residuals.
  float squaredError;

  /// Of the levels.
  int sum;

  /// See [SimdFineCodes].
  int touched;

  float perProduct;
  float perOne;
  float perFactor;
  float base;

  /// The standard error of an estimate for a factor of 1.
  private float error;

  private float[] products = new float[CodeBlocks.LANES * 32];
  private float[] planeProducts = new float[0];

  QueryCode(int padded) {
    this.residuals = new float[padded];
    this.values = new byte[padded + SimdFineCodes.SLACK];
    this.planes = new long[PLANES * (padded / 64)];
  }

  /// A score as a bound of codes.
  ///
  /// @param squaredNorm of the query
  static float bound(Metric metric, float score, float squaredNorm) {
    return switch (metric) {
      case L2, L1 -> score;
      case COSINE -> 2 * score;
      case INNER_PRODUCT -> 2 * score + squaredNorm;
    };
  }

  /// Aims at a part, and at its mean as if that were a list's centre.
  ///
  /// @param query rotated
  /// @param mean address of the rotated mean
  void aim(float[] query, long mean) {
    SimdCodes.quantise(query, mean, this);
    perProduct = -4 * step;
    perOne = -4 * low;
    enter(squaredNorm, 0);
  }

  /// Lays the levels over the residuals.
  void spread() {
    float mean = total / residuals.length;
    float variance = Math.max(0, squaredNorm / residuals.length - mean * mean);
    step = STEP * (float) Math.sqrt(variance);
    low = mean - step * LEVELS / 2;
  }

  /// Moves to a list.
  ///
  /// @param squaredDistance of the query and the list's centre
  /// @param epsilon how many standard errors a bound lies below the estimate
  void enter(float squaredDistance, float epsilon) {
    int padded = residuals.length;
    double ofCode = UNSEEN * padded / (padded - 1) * squaredDistance;
    error = (float) (2 * Math.sqrt(ofCode + squaredError));
    perFactor = 2 * (padded * low + step * sum) - epsilon * error;
    base = squaredDistance;
  }

  /// The standard error of the estimate for a code of a given factor.
  float deviation(float factor) {
    return error * factor;
  }

  /// The bound of one lane of a block. For learning and tests.
  float estimate(long block, int lane) {
    int[] slots = new int[2 * CodeBlocks.LANES];
    float[] bounds = new float[2 * CodeBlocks.LANES];
    int found = SimdCodes.scan(block, 1, this, Float.POSITIVE_INFINITY, slots, bounds, 0);
    for (int i = 0; i < found; i++) {
      if (slots[i] == lane) {
        return bounds[i];
      }
    }
    return Float.POSITIVE_INFINITY;
  }

  /// A buffer for the sums of as many blocks.
  float[] products(int blocks) {
    if (products.length < CodeBlocks.LANES * blocks) {
      products = new float[CodeBlocks.LANES * blocks];
    }
    return products;
  }

  /// A second such buffer.
  float[] planeProducts(int blocks) {
    if (planeProducts.length < CodeBlocks.LANES * blocks) {
      planeProducts = new float[CodeBlocks.LANES * blocks];
    }
    return planeProducts;
  }
}
