package dev.omendb.sql.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Prints a plan in PostgreSQL's text format.
public final class ExplainPrinter {
  private final boolean costs;
  private final boolean timing;
  private final List<String> lines = new ArrayList<>();

  /// @param costs print the planner's estimates
  /// @param timing print times beside the measured rows of EXPLAIN ANALYZE
  public ExplainPrinter(boolean costs, boolean timing) {
    this.costs = costs;
    this.timing = timing;
  }

  /// The lines of `QUERY PLAN`. Measurements appear when the plan was instrumented.
  public List<String> print(Operator root) {
    lines.clear();
    print(ExplainNode.of(root), 0, true);
    return List.copyOf(lines);
  }

  private void print(ExplainNode node, int indent, boolean root) {
    int at = indent;
    if (node.label() != null) {
      lines.add(" ".repeat(at) + node.label());
      at += 2;
    }
    String arrow = root ? "" : "->  ";
    lines.add(" ".repeat(at) + arrow + node.headline() + suffix(node));
    int detail = at + (root ? 2 : 6);
    for (ExplainNode.Property property : node.properties()) {
      lines.add(" ".repeat(detail) + property.name() + ": " + property.value());
    }
    for (ExplainNode child : node.children()) {
      print(child, detail, false);
    }
  }

  private String suffix(ExplainNode node) {
    StringBuilder text = new StringBuilder();
    if (costs) {
      Estimate estimate = node.estimate();
      text.append(
          format(
              "  (cost=%.2f..%.2f rows=%.0f width=%d)",
              estimate.startupCost(), estimate.totalCost(), estimate.rows(), estimate.width()));
    }
    Instrumentation measured = node.measured();
    if (measured != null) {
      text.append(costs ? " " : "  ").append(actual(measured));
    }
    return text.toString();
  }

  private String actual(Instrumentation measured) {
    if (measured.loops() == 0) {
      return "(never executed)";
    }
    double rows = (double) measured.rows() / measured.loops();
    return timing
        ? format(
            "(actual time=%.3f..%.3f rows=%.0f loops=%d)",
            measured.startupMillis(), measured.totalMillis(), rows, measured.loops())
        : format("(actual rows=%.0f loops=%d)", rows, measured.loops());
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
