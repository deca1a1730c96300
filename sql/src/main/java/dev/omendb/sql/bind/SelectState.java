package dev.omendb.sql.bind;

import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

/// The expressions of a SELECT block that are computed above its FROM and WHERE; grouping and
/// windows replace them by references to what they computed. Mutable, confined to one binding.
final class SelectState {
  private List<RexNode> items;
  private List<SortKey> sortKeys;
  private List<RexNode> distinctOn;
  private @Nullable RexNode having;

  SelectState(
      List<RexNode> items,
      List<SortKey> sortKeys,
      List<RexNode> distinctOn,
      @Nullable RexNode having) {
    this.items = items;
    this.sortKeys = sortKeys;
    this.distinctOn = distinctOn;
    this.having = having;
  }

  List<RexNode> items() {
    return items;
  }

  List<SortKey> sortKeys() {
    return sortKeys;
  }

  List<RexNode> distinctOn() {
    return distinctOn;
  }

  @Nullable RexNode having() {
    return having;
  }

  boolean hasAggregates() {
    return !calls(PgOperator.Aggregate.class).isEmpty();
  }

  /// All calls of one kind, each digest once, in order of appearance.
  List<RexCall> calls(Class<? extends PgOperator> kind) {
    List<RexCall> found = new ArrayList<>();
    RexVisitorImpl<Void> collector =
        new RexVisitorImpl<>(true) {
          @Override
          public Void visitCall(RexCall call) {
            if (kind.isInstance(call.getOperator())) {
              if (!found.contains(call)) {
                found.add(call);
              }
              if (kind == PgOperator.Aggregate.class) {
                return null;
              }
            }
            return super.visitCall(call);
          }
        };
    for (RexNode node : all()) {
      node.accept(collector);
    }
    return found;
  }

  private List<RexNode> all() {
    List<RexNode> all = new ArrayList<>(items);
    sortKeys.forEach(k -> all.add(k.expression()));
    all.addAll(distinctOn);
    if (having != null) {
      all.add(having);
    }
    return all;
  }

  void replace(UnaryOperator<RexNode> rewrite) {
    items = items.stream().map(rewrite).toList();
    sortKeys =
        sortKeys.stream()
            .map(
                k ->
                    new SortKey(
                        rewrite.apply(k.expression()), k.descending(), k.nullsFirst()))
            .toList();
    distinctOn = distinctOn.stream().map(rewrite).toList();
    having = having == null ? null : rewrite.apply(having);
  }
}
