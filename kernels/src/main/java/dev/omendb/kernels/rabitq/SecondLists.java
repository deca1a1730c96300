package dev.omendb.kernels.rabitq;

import java.util.function.BooleanSupplier;

/// Chooses a second list for rows (SOAR, Sun et al., NeurIPS 2023). A row is missed when the query
/// lies on the far side of it, seen from its centroid: then the centroid is much farther from the
/// query than the row is. So the second centroid should be near the row, and the row's residual to
/// it at a right angle to the first one: with r and v the residuals to both centroids,
/// `|v|² + λ (v·r / |r|)²` is to be least.
///
/// Immutable; safe for many threads.
final class SecondLists {
  /// With more lists than this there are no copies: the table takes four bytes for each pair.
  static final int MOST_LISTS = 4096;

  /// The λ above. On text embeddings and on data without clusters, 1 and 1.5 differ by 2%.
  private static final float PARALLEL_COST = 1.5f;

  private static final int CHUNK_LISTS = 16;

  private final SimdAssign assign;

  /// For each pair of lists c and d: c·d - |d|² / 2.
  private final float[] table;

  /// @param centroids rows of `width` floats, which `assign` measures
  SecondLists(
      SimdAssign assign,
      float[] centroids,
      int lists,
      int threads,
      BooleanSupplier cancelled) {
    this.assign = assign;
    int stride = assign.stride();
    this.table = new float[lists * stride];
    Parallel.forEach(
        threads,
        lists,
        CHUNK_LISTS,
        cancelled,
        (worker, from, to) -> {
          float[] distances = new float[(to - from) * stride];
          assign.measure(centroids, from, to - from, distances);
          for (int i = 0; i < distances.length; i++) {
            boolean isList = i % stride < lists;
            table[from * stride + i] = isList ? distances[i] / -2 : Float.POSITIVE_INFINITY;
          }
        });
  }

  /// The second list of a row.
  ///
  /// @param own the row's list
  /// @param square the row's squared norm
  /// @param distances to all lists, from `at` on, as [SimdAssign#measure] sets them; overwritten
  int choose(int own, float square, float[] distances, int at) {
    float ofOwn = distances[at + own];
    float residual = square + ofOwn;
    float product = (assign.squaredNorm(own) - ofOwn) / 2;
    float cost =
        residual > 0 ? Math.min(Float.MAX_VALUE, PARALLEL_COST / residual) : Float.MIN_NORMAL;
    assign.addLoss(distances, at, table, own * assign.stride(), square - product, cost);
    distances[at + own] = Float.POSITIVE_INFINITY;
    return assign.least(distances, at);
  }
}
