package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.Metric;

/// A query as codes see it: its rotated residual to one centre, in four bit planes, and the
/// constants that turn a sum of bit counts into a bound on the distance. Reused from list to list;
/// confined to one thread.
///
/// With g the residual, g_i ≈ low + step u_i and b the bits of a code:
/// `|q-x|² ≈ |g|² + add - 2 factor (2 Σ b_i g_i - Σ g_i)`, and the bound is that less `epsilon`
/// standard errors. The error of a 1-bit code is nearly proportional to its factor, so it needs no
/// number of its own in a block.
final class QueryCode {
  final float[] residuals;
  final long[] planes;
  final byte[] values;
  float low;
  float high;
  float step;
  float squaredNorm;
  int sum;

  float perProduct;
  float perOne;
  float perFactor;
  float base;

  private final float errorPerFactor;
  private float[] products = new float[CodeBlocks.LANES * 32];
  private float[] planeProducts = new float[0];

  QueryCode(int padded) {
    this.residuals = new float[padded];
    this.values = new byte[padded];
    this.planes = new long[padded / 16];
    this.errorPerFactor = errorPerFactor(padded);
  }

  /// A score as a bound of codes.
  ///
  /// @param squaredNorm of the query
  static float bound(Metric metric, float score, float squaredNorm) {
    return switch (metric) {
      case L2 -> score;
      case COSINE -> 2 * score;
      case INNER_PRODUCT -> 2 * score + squaredNorm;
      case L1 -> throw new IllegalStateException("no codes estimate taxicab distance");
    };
  }

  /// The standard error of the estimate for a code of a given factor.
  float deviation(float factor) {
    return errorPerFactor * factor * (float) Math.sqrt(squaredNorm);
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

  /// The standard error of an estimated squared distance, for a factor and a residual norm of 1.
  static float errorPerFactor(int padded) {
    return (float) (2 * Math.sqrt((1 - 2 / Math.PI) * padded / (padded - 1)));
  }

  /// Aims at one centre.
  ///
  /// @param query rotated
  /// @param centre address of the rotated centre
  /// @param epsilon how many standard errors a bound lies below the estimate
  void aim(float[] query, long centre, float epsilon) {
    SimdCodes.quantise(query, centre, this);
    perProduct = -4 * step;
    perOne = -4 * low;
    perFactor =
        2 * (query.length * low + step * sum)
            - epsilon * errorPerFactor * (float) Math.sqrt(squaredNorm);
    base = squaredNorm;
  }
}
