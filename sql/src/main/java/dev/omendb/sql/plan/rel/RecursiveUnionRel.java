package dev.omendb.sql.plan.rel;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/// WITH RECURSIVE: the left side once, then the right side until it yields no (new) row; inside it
/// [WorkTableScan]s of the same `recursion` read the last round's rows.
public final class RecursiveUnionRel extends BiRel {
  private final int recursion;
  private final boolean all;

  public RecursiveUnionRel(
      RelNode start, RelNode step, RelDataType rowType, int recursion, boolean all) {
    super(start.getCluster(), start.getCluster().traitSet(), start, step);
    this.rowType = rowType;
    this.recursion = recursion;
    this.all = all;
  }

  public int recursion() {
    return recursion;
  }

  /// UNION ALL; otherwise rows seen before are dropped.
  public boolean all() {
    return all;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new RecursiveUnionRel(inputs.get(0), inputs.get(1), rowType, recursion, all);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("recursion", recursion).item("all", all);
  }
}
