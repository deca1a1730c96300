package dev.omendb.sql.plan.rel;

import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;
import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;

/// DISTINCT, or DISTINCT ON (keys): the first row of each group of equal keys in input order.
public final class PgDistinct extends SingleRel {
  private final @Nullable List<RexNode> on;

  public PgDistinct(RelNode input, @Nullable List<RexNode> on) {
    super(input.getCluster(), input.getCluster().traitSet(), input);
    this.on = on;
  }

  public @Nullable List<RexNode> on() {
    return on;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new PgDistinct(inputs.getFirst(), on);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("on", String.valueOf(on));
  }
}
