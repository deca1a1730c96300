package dev.omendb.kernels;

/// The distances pgvector defines on `vector`, `halfvec` and `sparsevec`. Smaller is nearer for
/// each of them.
public enum Metric {
  /// `<->` Euclidean distance. Kernels return its square; [#finish] takes the root.
  L2,
  /// `<#>` negative inner product.
  INNER_PRODUCT,
  /// `<=>` cosine distance, `1 - cos`; NaN when a vector has no length.
  COSINE,
  /// `<+>` taxicab distance.
  L1;

  /// Turns a kernel's score into the distance the operator returns.
  public double finish(double score) {
    return this == L2 ? Math.sqrt(score) : score;
  }

  /// Cosine distance from three float sums, as pgvector computes it: the similarity is clamped to
  /// [-1, 1], and a vector without length gives NaN.
  static double cosineDistance(float product, float squaredNormA, float squaredNormB) {
    double similarity = product / Math.sqrt((double) squaredNormA * (double) squaredNormB);
    if (similarity > 1) {
      similarity = 1;
    } else if (similarity < -1) {
      similarity = -1;
    }
    return 1 - similarity;
  }
}
