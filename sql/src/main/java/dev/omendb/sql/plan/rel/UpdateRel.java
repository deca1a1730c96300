package dev.omendb.sql.plan.rel;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// UPDATE: the input's first columns are the target's (`attnums`, the row id among them), then what
/// FROM adds. All expressions are over the input.
public final class UpdateRel extends SingleRel {
  private final ModifyTarget target;
  private final List<Integer> attnums;
  private final List<ModifyTarget.Assigned> assignments;
  private final @Nullable RexNode recheck;
  private final List<RexNode> returning;

  public UpdateRel(
      RelNode input,
      RelDataType rowType,
      ModifyTarget target,
      List<Integer> attnums,
      List<ModifyTarget.Assigned> assignments,
      @Nullable RexNode recheck,
      List<RexNode> returning) {
    super(input.getCluster(), input.getCluster().traitSet(), input);
    this.rowType = rowType;
    this.target = target;
    this.attnums = attnums;
    this.assignments = assignments;
    this.recheck = recheck;
    this.returning = returning;
  }

  public ModifyTarget target() {
    return target;
  }

  public List<Integer> attnums() {
    return attnums;
  }

  public List<ModifyTarget.Assigned> assignments() {
    return assignments;
  }

  public @Nullable RexNode recheck() {
    return recheck;
  }

  public List<RexNode> returning() {
    return returning;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new UpdateRel(
        inputs.getFirst(), rowType, target, attnums, assignments, recheck, returning);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("table", target.table().oid());
  }
}
