package dev.omendb.sql.plan.rel;

import dev.omendb.sql.catalog.VirtualTable;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/// A system catalog table whose rows are made when it is read.
public final class VirtualScan extends AbstractRelNode {
  private final VirtualTable table;
  private final int instance;

  public VirtualScan(RelOptCluster cluster, RelDataType rowType, VirtualTable table, int instance) {
    super(cluster, cluster.traitSet());
    this.rowType = rowType;
    this.table = table;
    this.instance = instance;
  }

  public VirtualTable table() {
    return table;
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
    return super.explainTerms(writer).item("table", table.name()).item("instance", instance);
  }
}
