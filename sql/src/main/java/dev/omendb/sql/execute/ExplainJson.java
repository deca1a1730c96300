package dev.omendb.sql.execute;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Prints a plan as `EXPLAIN (FORMAT JSON)`.
public final class ExplainJson {
  /// Rows removed, lists visited: no condition and no list of keys is a number alone.
  private static final Pattern FIGURE = Pattern.compile("(0|[1-9][0-9]*)([.][0-9]+)?");

  private final StringBuilder out = new StringBuilder();
  private final boolean costs;

  public ExplainJson(boolean costs) {
    this.costs = costs;
  }

  /// The array PostgreSQL returns.
  ///
  /// @param planMillis time to plan, null to leave it out
  /// @param runMillis time to run, null to leave it out
  public String print(Operator root, @Nullable String planMillis, @Nullable String runMillis) {
    out.setLength(0);
    out.append("[\n  {\n    \"Plan\": ");
    node(ExplainNode.of(root), 4);
    if (planMillis != null) {
      field("\n    ", "Planning Time", planMillis);
    }
    if (runMillis != null) {
      field("\n    ", "Triggers", "[\n    ]");
      field("\n    ", "Execution Time", runMillis);
    }
    return out.append("\n  }\n]").toString();
  }

  private void node(ExplainNode node, int indent) {
    String pad = "\n" + " ".repeat(indent + 2);
    out.append('{');
    String headline = node.headline();
    int on = headline.indexOf(" on ");
    String type = on < 0 ? headline : headline.substring(0, on);
    out.append(pad).append("\"Node Type\": ").append(quote(type));
    if (on >= 0) {
      field(pad, "Relation Name", quote(headline.substring(on + 4)));
    }
    if (node.label() != null) {
      field(pad, "Subplan Name", quote(node.label()));
    }
    if (costs) {
      Estimate estimate = node.estimate();
      field(pad, "Startup Cost", ExplainPrinter.format("%.2f", estimate.startupCost()));
      field(pad, "Total Cost", ExplainPrinter.format("%.2f", estimate.totalCost()));
      field(pad, "Plan Rows", ExplainPrinter.format("%.0f", estimate.rows()));
      field(pad, "Plan Width", Integer.toString(estimate.width()));
    }
    Instrumentation measured = node.measured();
    if (measured != null) {
      field(pad, "Actual Startup Time", ExplainPrinter.format("%.3f", measured.startupMillis()));
      field(pad, "Actual Total Time", ExplainPrinter.format("%.3f", measured.totalMillis()));
      field(pad, "Actual Rows", Long.toString(measured.rows() / Math.max(1, measured.loops())));
      field(pad, "Actual Loops", Long.toString(measured.loops()));
    }
    for (ExplainNode.Property property : node.properties()) {
      String value = property.value();
      field(pad, property.name(), FIGURE.matcher(value).matches() ? value : quote(value));
    }
    children(node.children(), pad, indent);
    out.append("\n").append(" ".repeat(indent)).append('}');
  }

  private void children(List<ExplainNode> children, String pad, int indent) {
    if (children.isEmpty()) {
      return;
    }
    field(pad, "Plans", "[");
    for (int i = 0; i < children.size(); i++) {
      out.append(i == 0 ? "" : ",").append(pad).append("  ");
      node(children.get(i), indent + 4);
    }
    out.append(pad).append(']');
  }

  private void field(String pad, String name, String value) {
    out.append(',').append(pad).append(quote(name)).append(": ").append(value);
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (c < ' ') {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
