package dev.omendb.pgwire.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Recall@10 against queries a second, without a filter, on each server.
final class AnnSweep {
  private static final List<String> RECALLS =
      List.of("0.8", "0.9", "0.95", "0.97", "0.98", "0.99", "0.995", "0.999");
  private static final List<String> EFFORTS =
      List.of("10", "20", "40", "80", "120", "200", "400", "800");
  private static final double[] COMPARED = {0.95, 0.99};

  /// One setting of one server.
  record Point(double recall, double perSecond) {}

  /// A line of a plot.
  record Line(String name, boolean isOmendb, int connections, List<Point> points) {
    /// Queries a second at a recall: between the settings around it, in proportion of the misses'
    /// logarithms. NaN where no setting reaches it; where all exceed it, the quickest one's.
    double at(double recall) {
      double best = Double.NaN;
      for (int i = 0; i < points.size(); i++) {
        Point above = points.get(i);
        if (above.recall < recall) {
          continue;
        }
        double here = above.perSecond;
        if (i > 0 && points.get(i - 1).recall < recall) {
          Point below = points.get(i - 1);
          double whole = misses(above.recall) - misses(below.recall);
          double share = (misses(recall) - misses(below.recall)) / whole;
          here = below.perSecond * Math.pow(above.perSecond / below.perSecond, share);
        }
        best = Double.isNaN(best) ? here : Math.max(best, here);
      }
      return best;
    }

    private static double misses(double recall) {
      return Math.log(Math.max(1e-4, 1 - recall));
    }
  }

  private final AnnData data;
  private final AnnOptions options;

  AnnSweep(AnnData data, AnnOptions options) {
    this.data = data;
    this.options = options;
  }

  List<Line> run(List<AnnTable> tables) throws Exception {
    System.out.printf("%n| server | effort | connections | recall@10 | queries/s | p50 | p99 |%n");
    System.out.println("|---|---|---|---|---|---|---|");
    List<Line> lines = new ArrayList<>();
    for (int connections : options.connections()) {
      for (AnnTable table : tables) {
        lines.add(line(table, connections));
      }
    }
    compare(lines);
    return lines;
  }

  private Line line(AnnTable table, int connections) throws Exception {
    List<Point> points = new ArrayList<>();
    for (String effort : table.isOmendb() ? RECALLS : EFFORTS) {
      AnnSearches searches =
          new AnnSearches(
              table.url(), List.of("SET " + table.effortSetting() + " = " + effort),
              AnnTable.SEARCH, data.queries(), data.truth());
      AnnSearches.Measured found = searches.best(connections, options);
      System.out.printf(
          Locale.ROOT, "| %s | %s | %d | %.4f | %,.0f | %d µs | %d µs |%n", table.title(), effort,
          connections, found.recall(), found.perSecond(), found.p50Nanos() / 1000,
          found.p99Nanos() / 1000);
      points.add(new Point(found.recall(), found.perSecond()));
    }
    return new Line(table.title(), table.isOmendb(), connections, points);
  }

  /// Queries a second at the same recall, and the ratio.
  private static void compare(List<Line> lines) {
    Map<Integer, List<Line>> byConnections = new TreeMap<>();
    for (Line line : lines) {
      byConnections.computeIfAbsent(line.connections, _ -> new ArrayList<>()).add(line);
    }
    System.out.printf("%n| recall@10 | connections | OmenDB | pgvector | ratio |%n");
    System.out.println("|---|---|---|---|---|");
    byConnections.forEach(
        (connections, some) -> {
          for (double recall : COMPARED) {
            double ours = best(some, true, recall);
            double theirs = best(some, false, recall);
            System.out.printf(
                Locale.ROOT, "| %.2f | %d | %,.0f | %,.0f | %.1f |%n", recall, connections, ours,
                theirs, ours / theirs);
          }
        });
  }

  private static double best(List<Line> lines, boolean omendb, double recall) {
    return lines.stream()
        .filter(line -> line.isOmendb == omendb)
        .mapToDouble(line -> line.at(recall))
        .filter(speed -> !Double.isNaN(speed))
        .max()
        .orElse(Double.NaN);
  }
}
