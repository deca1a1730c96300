package dev.omendb.kernels;

/// The distances pgvector defines on bit strings.
public enum BitMetric {
  /// `<~>` Hamming distance: bits that differ.
  HAMMING,
  /// `<%>` Jaccard distance: 1 - |a and b| / |a or b|; 1 when the two share no bit.
  JACCARD;

  /// Jaccard distance from the number of bits in both, in the first and in the second.
  static double jaccard(long both, long first, long second) {
    return both == 0 ? 1 : 1 - both / (double) (first + second - both);
  }
}
