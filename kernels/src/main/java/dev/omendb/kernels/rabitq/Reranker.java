package dev.omendb.kernels.rabitq;

/// Knows the true vectors.
@FunctionalInterface
public interface Reranker {
  /// Sets `scores[i]` to the metric's score of the query and row `ids[i]`, as
  /// [dev.omendb.kernels.ComputeEngine] defines scores. Called with at most [CodeSearch#BATCH] ids.
  void score(long[] ids, int count, float[] scores);
}
