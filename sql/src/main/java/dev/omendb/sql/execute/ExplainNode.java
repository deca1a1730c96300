package dev.omendb.sql.execute;

import dev.omendb.sql.execute.Operator.Subplan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One node of an EXPLAIN: an operator's own words, and the nodes below it.
///
/// @param label `SubPlan 1` and the like, null for an ordinary child
record ExplainNode(
    @Nullable String label,
    String headline,
    List<Property> properties,
    Estimate estimate,
    @Nullable Instrumentation measured,
    List<ExplainNode> children) {

  record Property(String name, String value) {}

  /// The tree as PostgreSQL would show it: operators without a headline are replaced by their
  /// children.
  static ExplainNode of(Operator root) {
    List<ExplainNode> nodes = collect(null, root);
    return nodes.size() == 1
        ? nodes.getFirst()
        : new ExplainNode(
            null, "Append", List.of(), root.estimate(), root.instrumentation(), nodes);
  }

  private static List<ExplainNode> collect(@Nullable String label, Operator operator) {
    Collector collector = new Collector();
    operator.explain(collector);
    List<ExplainNode> below = new ArrayList<>();
    for (Subplan subplan : operator.subplans()) {
      below.addAll(collect(subplan.label(), subplan.plan()));
    }
    String headline = collector.headline;
    for (Operator child : operator.children()) {
      below.addAll(collect(headline == null ? label : null, child));
    }
    if (headline == null) {
      return below;
    }
    return List.of(
        new ExplainNode(
            label,
            headline,
            collector.properties,
            operator.estimate(),
            operator.instrumentation(),
            below));
  }

  private static final class Collector implements PlanPrinter {
    private @Nullable String headline;
    private final List<Property> properties = new ArrayList<>();

    @Override
    public void node(String text) {
      headline = text;
    }

    @Override
    public void property(String name, String value) {
      properties.add(new Property(name, value));
    }
  }
}
