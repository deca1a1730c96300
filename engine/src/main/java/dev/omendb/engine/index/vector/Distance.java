package dev.omendb.engine.index.vector;

import dev.omendb.kernels.Metric;
import dev.omendb.kernels.rabitq.Proxy;

/// The distances that indexes order by, each with the metric of the codes that stand in for it.
/// Smaller is nearer.
public enum Distance {
  /// `<->`.
  L2(Metric.L2, Proxy.EXACT),
  /// `<#>`.
  INNER_PRODUCT(Metric.INNER_PRODUCT, Proxy.EXACT),
  /// `<=>`.
  COSINE(Metric.COSINE, Proxy.EXACT),
  /// `<+>`.
  L1(Metric.L1, Proxy.EXACT),
  /// `<~>`: the squared Euclidean distance of vectors of zeros and ones.
  HAMMING(Metric.L2, Proxy.EXACT),
  /// `<%>`.
  JACCARD(Metric.COSINE, Proxy.JACCARD);

  private final Metric codes;
  private final Proxy proxy;

  Distance(Metric codes, Proxy proxy) {
    this.codes = codes;
    this.proxy = proxy;
  }

  /// What codes estimate.
  Metric codes() {
    return codes;
  }

  Proxy proxy() {
    return proxy;
  }

  /// The kernels' metric of vectors of numbers.
  public Metric metric() {
    return switch (this) {
      case L2 -> Metric.L2;
      case INNER_PRODUCT -> Metric.INNER_PRODUCT;
      case COSINE -> Metric.COSINE;
      case L1 -> Metric.L1;
      case HAMMING, JACCARD -> throw new IllegalStateException(this + " is of bits");
    };
  }

  /// Turns a score into the distance the operator returns.
  public double finish(double score) {
    return this == L2 ? Math.sqrt(score) : score;
  }

  /// The score of a distance.
  float score(double distance) {
    return (float) (this == L2 ? distance * distance : distance);
  }
}
