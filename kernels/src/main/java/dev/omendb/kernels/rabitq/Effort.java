package dev.omendb.kernels.rabitq;

/// How hard a search of one part tries.
///
/// Lists are visited in the order of their distance to the query, which is the centroid's squared
/// distance and a share of the list's own spread. Where neighbours stop turning up differs much
/// from query to query: on text embeddings the gap to the nearest list tells best, on data without
/// clusters the list's place in the order. `gap * √place` is near the better of the two on both.
///
/// @param probes the most lists to visit
/// @param reach lists with a greater [#reach(float, int)] are not visited
/// @param epsilon standard errors that an estimate must lie beyond the k-th result for its row to
///     be left out unseen
/// @param fine the same for the estimates of second codes; infinite where these are not asked
public record Effort(int probes, float reach, float epsilon, float fine) {
  /// Visits everything and leaves out next to nothing.
  public static final Effort EXHAUSTIVE =
      new Effort(Integer.MAX_VALUE, Float.POSITIVE_INFINITY, 6, Float.POSITIVE_INFINITY);

  private static final float CAREFUL_EPSILON = 4;
  private static final float CAREFUL_FINE = 4;

  public Effort {
    if (probes < 1 || !(reach >= 0) || !(epsilon >= -10) || !(fine >= -10)) {
      throw new IllegalArgumentException(
          "probes %d, reach %f, epsilon %f, fine %f".formatted(probes, reach, epsilon, fine));
    }
  }

  /// How far away a list is.
  ///
  /// @param gap by how much its distance exceeds the nearest list's
  /// @param place its place in the order of distance, from 0
  static float reach(float gap, int place) {
    return gap * (float) Math.sqrt(place + 1.0);
  }

  /// Visits a number of lists, and leaves out next to nothing in them.
  public static Effort probes(int probes) {
    return new Effort(probes, Float.POSITIVE_INFINITY, CAREFUL_EPSILON, CAREFUL_FINE);
  }

  /// Where every code is scanned and nothing has been learned.
  static Effort ofTail(double recall) {
    return new Effort(
        Integer.MAX_VALUE, Float.POSITIVE_INFINITY, epsilon(recall), fine(recall));
  }

  /// Visits the same lists, and leaves out next to nothing in them.
  Effort careful() {
    return new Effort(
        probes, reach, Math.max(epsilon, CAREFUL_EPSILON), Math.max(fine, CAREFUL_FINE));
  }

  /// The margin that reaches a recall where every code is scanned. Measured on text embeddings:
  /// 0.946 at 0, 0.983 at 0.5, 0.995 at 1, 0.998 at 1.5, 0.999 at 2.
  public static float epsilon(double recall) {
    return recall <= 0.95
        ? 0.5f
        : recall <= 0.98 ? 1 : recall <= 0.99 ? 1.5f : recall < 1 ? 2.5f : 6;
  }

  /// The margin of second codes where nothing has been learned.
  public static float fine(double recall) {
    return epsilon(recall) + 2;
  }

  /// The recall to aim at for an explicit `hnsw.ef_search`: at least what a graph of pgvector's
  /// default parameters reaches with that many candidates.
  public static double recallOfEfSearch(int efSearch) {
    return Math.max(0.8, 1 - 0.03 * Math.pow(40.0 / efSearch, 0.9));
  }
}
