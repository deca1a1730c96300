package dev.omendb.sql.plan.rel;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// INSERT: the input yields the columns `attnums`, defaults filled in. RETURNING is over full rows,
/// then the row id.
public final class InsertRel extends SingleRel {
  private final ModifyTarget target;
  private final List<Integer> attnums;
  private final @Nullable ConflictRel conflict;
  private final List<RexNode> returning;

  public InsertRel(
      RelNode input,
      RelDataType rowType,
      ModifyTarget target,
      List<Integer> attnums,
      @Nullable ConflictRel conflict,
      List<RexNode> returning) {
    super(input.getCluster(), input.getCluster().traitSet(), input);
    this.rowType = rowType;
    this.target = target;
    this.attnums = attnums;
    this.conflict = conflict;
    this.returning = returning;
  }

  public ModifyTarget target() {
    return target;
  }

  public List<Integer> attnums() {
    return attnums;
  }

  public @Nullable ConflictRel conflict() {
    return conflict;
  }

  public List<RexNode> returning() {
    return returning;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new InsertRel(inputs.getFirst(), rowType, target, attnums, conflict, returning);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("table", target.table().oid());
  }
}
