package dev.omendb.kernels.rabitq;

/// How hard a search of one part tries.
///
/// Lists are visited in the order of their distance to the query, which is the centroid's squared
/// distance and a share of the list's own spread. How far one must go differs much from query to
/// query, but the gap to the nearest list at which neighbours stop turning up does not: learned
/// gaps need up to 40% fewer codes than a learned number of lists does.
///
/// @param probes the most lists to visit
/// @param gap lists farther than the nearest one by more than this are not visited
/// @param epsilon standard errors that an estimate must lie beyond the k-th result for its row to
///     be left out unseen
/// @param fine the same for the estimates of second codes; infinite where these are not asked
public record Effort(int probes, float gap, float epsilon, float fine) {
  /// Visits everything and leaves out next to nothing.
  public static final Effort EXHAUSTIVE =
      new Effort(Integer.MAX_VALUE, Float.POSITIVE_INFINITY, 6, Float.POSITIVE_INFINITY);

  public Effort {
    if (probes < 1 || !(gap >= 0) || !(epsilon >= -10) || !(fine >= -10)) {
      throw new IllegalArgumentException(
          "probes %d, gap %f, epsilon %f, fine %f".formatted(probes, gap, epsilon, fine));
    }
  }

  /// Visits a number of lists, as `ivfflat.probes` asks for.
  public static Effort probes(int probes) {
    return new Effort(probes, Float.POSITIVE_INFINITY, 2.5f, 3);
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
