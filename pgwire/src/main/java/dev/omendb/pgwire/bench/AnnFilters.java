package dev.omendb.pgwire.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Filtered searches: rows returned, recall and speed by selectivity, with filters that have
/// nothing to do with the query, that keep rows near it, and that keep rows far from it. Of
/// pgvector's settings the quickest with enough recall counts, or else the one of the best recall.
final class AnnFilters {
  private static final int[] PER_MILLE = {500, 100, 10, 1};
  private static final int QUERIES = 100;
  private static final double ENOUGH = 0.95;

  /// A condition of SQL, and the same in Java.
  private record Filter(String name, int perMille, String condition, IntPredicate passes) {}

  private record Best(String setting, AnnSearches.Measured measured) {}

  private final AnnData data;
  private final AnnOptions options;

  AnnFilters(AnnData data, AnnOptions options) {
    this.data = data;
    this.options = options;
  }

  void run(List<AnnTable> tables) throws Exception {
    float[][] queries = nearFirst();
    List<Filter> filters = filters();
    List<IntPredicate> passes = new ArrayList<>();
    filters.forEach(filter -> passes.add(filter.passes));
    int[][][] truth = data.exact().nearest(queries, passes, AnnData.K);
    System.out.printf("%n| filter | share | server | rows | recall@10 | queries/s | setting |%n");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int f = 0; f < filters.size(); f++) {
      Filter filter = filters.get(f);
      for (AnnTable table : tables) {
        Best best = best(table, filter, queries, truth[f]);
        AnnSearches.Measured found = best.measured;
        System.out.printf(
            Locale.ROOT, "| %s | %.1f%% | %s | %.2f | %.3f | %,.0f | %s |%n", filter.name,
            filter.perMille / 10.0, table.title(), found.rows(), found.recall(),
            found.perSecond(), best.setting);
      }
    }
  }

  /// The queries nearest to the first one, which the places of rows are counted from.
  private float[][] nearFirst() {
    float[] first = data.queries()[0];
    float[][] all = data.queries().clone();
    Arrays.sort(all, (a, b) -> Double.compare(distance(first, a), distance(first, b)));
    return Arrays.copyOf(all, Math.min(QUERIES, all.length));
  }

  private static double distance(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum();
  }

  private List<Filter> filters() {
    int[] chance = data.chance();
    int[] place = data.place();
    List<Filter> filters = new ArrayList<>();
    for (int n : PER_MILLE) {
      filters.add(new Filter("random", n, "chance < " + n, row -> chance[row] < n));
    }
    for (int n : PER_MILLE) {
      filters.add(new Filter("near the query", n, "place < " + n, row -> place[row] < n));
    }
    for (int n : PER_MILLE) {
      int from = 1000 - n;
      filters.add(
          new Filter("far from the query", n, "place >= " + from, row -> place[row] >= from));
    }
    return filters;
  }

  private Best best(AnnTable table, Filter filter, float[][] queries, int[][] truth)
      throws Exception {
    String sql =
        "SELECT id FROM %s WHERE %s ORDER BY embedding <-> $1 LIMIT %d"
            .formatted(AnnTable.NAME, filter.condition, AnnData.K);
    Best best = null;
    for (List<String> settings : settings(table)) {
      AnnSearches.Measured found =
          new AnnSearches(table.url(), settings, sql, queries, truth)
              .best(1, options.shortened());
      if (best == null || better(found, best.measured)) {
        best = new Best(String.join(", ", settings).replace("SET ", ""), found);
      }
    }
    return best == null ? new Best("", new AnnSearches.Measured(0, 0, 0, 0, 0)) : best;
  }

  private static boolean better(AnnSearches.Measured one, AnnSearches.Measured other) {
    boolean enough = one.recall() >= ENOUGH;
    if (enough != other.recall() >= ENOUGH) {
      return enough;
    }
    return enough ? one.perSecond() > other.perSecond() : one.recall() > other.recall();
  }

  private static List<List<String>> settings(AnnTable table) {
    if (table.isOmendb()) {
      return List.of(List.of());
    }
    List<List<String>> settings = new ArrayList<>();
    settings.add(List.of("SET enable_indexscan = off"));
    for (String effort : List.of("40", "100", "400")) {
      settings.add(List.of("SET hnsw.ef_search = " + effort));
      for (String order : List.of("strict_order", "relaxed_order")) {
        settings.add(
            List.of(
                "SET hnsw.ef_search = " + effort,
                "SET hnsw.iterative_scan = " + order,
                "SET hnsw.max_scan_tuples = 200000"));
      }
    }
    return settings;
  }
}
