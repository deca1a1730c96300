package dev.omendb.sql.plan.rel;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// DELETE: the input's first columns are the target's (`attnums`, the row id among them), then what
/// USING adds.
public final class DeleteRel extends SingleRel {
  private final ModifyTarget target;
  private final List<Integer> attnums;
  private final @Nullable RexNode recheck;
  private final List<RexNode> returning;

  public DeleteRel(
      RelNode input,
      RelDataType rowType,
      ModifyTarget target,
      List<Integer> attnums,
      @Nullable RexNode recheck,
      List<RexNode> returning) {
    super(input.getCluster(), input.getCluster().traitSet(), input);
    this.rowType = rowType;
    this.target = target;
    this.attnums = attnums;
    this.recheck = recheck;
    this.returning = returning;
  }

  public ModifyTarget target() {
    return target;
  }

  public List<Integer> attnums() {
    return attnums;
  }

  public @Nullable RexNode recheck() {
    return recheck;
  }

  public List<RexNode> returning() {
    return returning;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new DeleteRel(inputs.getFirst(), rowType, target, attnums, recheck, returning);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("table", target.table().oid());
  }
}
