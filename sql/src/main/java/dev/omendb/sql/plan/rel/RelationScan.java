package dev.omendb.sql.plan.rel;

import dev.omendb.engine.catalog.CatalogObject.Table;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/// A stored table read by column. `attnums` are the columns it yields, 1-based, in order; 0 is the
/// row id (hidden, for UPDATE, DELETE and row locks), `TABLEOID` the table's oid, `CTID` the row's
/// place.
public final class RelationScan extends AbstractRelNode {
  /// Pseudo attribute number of the hidden row id.
  public static final int ROW_ID = 0;

  /// pg_attribute.attnum of tableoid.
  public static final int TABLEOID = -6;

  /// pg_attribute.attnum of ctid.
  public static final int CTID = -1;

  private final Table table;
  private final List<Integer> attnums;
  private final int instance;

  public RelationScan(
      RelOptCluster cluster,
      RelDataType rowType,
      Table table,
      List<Integer> attnums,
      int instance) {
    super(cluster, cluster.traitSet());
    this.rowType = rowType;
    this.table = table;
    this.attnums = attnums;
    this.instance = instance;
  }

  public Table table() {
    return table;
  }

  public List<Integer> attnums() {
    return attnums;
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
    return super.explainTerms(writer)
        .item("table", table.oid())
        .item("attnums", attnums)
        .item("instance", instance);
  }
}
