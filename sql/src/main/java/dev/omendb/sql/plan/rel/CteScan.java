package dev.omendb.sql.plan.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/// A reference to a WITH item that is computed once; all references share `cte`.
public final class CteScan extends AbstractRelNode {
  private final CommonTableRel cte;
  private final int instance;

  public CteScan(RelOptCluster cluster, RelDataType rowType, CommonTableRel cte, int instance) {
    super(cluster, cluster.traitSet());
    this.rowType = rowType;
    this.cte = cte;
    this.instance = instance;
  }

  public CommonTableRel cte() {
    return cte;
  }

  public int instance() {
    return instance;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return this;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("cte", cte.id()).item("instance", instance);
  }
}
