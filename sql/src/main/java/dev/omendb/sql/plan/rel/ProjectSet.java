package dev.omendb.sql.plan.rel;

import org.apache.calcite.rex.RexNode;
import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;

/// A select list with set-returning functions: `expressions` yields as many rows as the longest set
/// has, NULL after the shorter ones end.
public final class ProjectSet extends SingleRel {
  private final List<RexNode> expressions;

  public ProjectSet(RelNode input, RelDataType rowType, List<RexNode> expressions) {
    super(input.getCluster(), input.getCluster().traitSet(), input);
    this.rowType = rowType;
    this.expressions = expressions;
  }

  public List<RexNode> expressions() {
    return expressions;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new ProjectSet(inputs.getFirst(), rowType, expressions);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("expressions", expressions)
        .item("type", rowType.getFullTypeString());
  }
}
