package dev.omendb.sql.plan.rel;

import dev.omendb.sql.plan.rex.WindowCall;
import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;

/// Window functions: the input's columns, then one for each call.
public final class PgWindow extends SingleRel {
  private final List<WindowCall> calls;

  public PgWindow(RelNode input, RelDataType rowType, List<WindowCall> calls) {
    super(input.getCluster(), input.getCluster().traitSet(), input);
    this.rowType = rowType;
    this.calls = calls;
  }

  public List<WindowCall> calls() {
    return calls;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new PgWindow(inputs.getFirst(), rowType, calls);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("calls", calls)
        .item("type", rowType.getFullTypeString());
  }
}
