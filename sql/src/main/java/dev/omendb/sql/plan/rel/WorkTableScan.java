package dev.omendb.sql.plan.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/// The rows a recursive WITH item produced in its last round.
public final class WorkTableScan extends AbstractRelNode {
  private final int recursion;

  public WorkTableScan(RelOptCluster cluster, RelDataType rowType, int recursion) {
    super(cluster, cluster.traitSet());
    this.rowType = rowType;
    this.recursion = recursion;
  }

  public int recursion() {
    return recursion;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return this;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("recursion", recursion);
  }
}
