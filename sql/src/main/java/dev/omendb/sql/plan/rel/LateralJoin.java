package dev.omendb.sql.plan.rel;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;

/// A join whose right side is computed anew for each left row: it sees `arguments` (expressions
/// over the left row) as outer references to `correlation`. INNER or LEFT; `condition` is over the
/// joined row.
public final class LateralJoin extends BiRel {
  private final JoinRelType kind;
  private final int correlation;
  private final List<RexNode> arguments;
  private final RexNode condition;

  public LateralJoin(
      RelNode left,
      RelNode right,
      RelDataType rowType,
      JoinRelType kind,
      int correlation,
      List<RexNode> arguments,
      RexNode condition) {
    super(left.getCluster(), left.getCluster().traitSet(), left, right);
    this.rowType = rowType;
    this.kind = kind;
    this.correlation = correlation;
    this.arguments = List.copyOf(arguments);
    this.condition = condition;
  }

  public JoinRelType kind() {
    return kind;
  }

  public int correlation() {
    return correlation;
  }

  public List<RexNode> arguments() {
    return arguments;
  }

  public RexNode condition() {
    return condition;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new LateralJoin(
        inputs.get(0), inputs.get(1), rowType, kind, correlation, arguments, condition);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("kind", kind)
        .item("correlation", correlation)
        .item("arguments", arguments)
        .item("condition", condition);
  }
}
