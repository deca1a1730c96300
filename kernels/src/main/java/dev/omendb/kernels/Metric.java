package dev.omendb.kernels;

/// The distances pgvector defines. Smaller is nearer for each of them.
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
}
