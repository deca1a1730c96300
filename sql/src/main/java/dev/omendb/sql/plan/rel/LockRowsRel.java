package dev.omendb.sql.plan.rel;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.parse.node.RowLock;
import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;

/// FOR UPDATE and the like: locks the rows whose ids are in the columns `rowIdColumns`, one for
/// each table.
public final class LockRowsRel extends SingleRel {
  private final List<Integer> rowIdColumns;
  private final List<Table> tables;
  private final RowLock.Strength strength;
  private final RowLock.Wait waiting;

  public LockRowsRel(
      RelNode input,
      List<Integer> rowIdColumns,
      List<Table> tables,
      RowLock.Strength strength,
      RowLock.Wait waiting) {
    super(input.getCluster(), input.getCluster().traitSet(), input);
    this.rowIdColumns = rowIdColumns;
    this.tables = tables;
    this.strength = strength;
    this.waiting = waiting;
  }

  public List<Integer> rowIdColumns() {
    return rowIdColumns;
  }

  public List<Table> tables() {
    return tables;
  }

  public RowLock.Strength strength() {
    return strength;
  }

  public RowLock.Wait waiting() {
    return waiting;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new LockRowsRel(inputs.getFirst(), rowIdColumns, tables, strength, waiting);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("columns", rowIdColumns)
        .item("tables", tables.stream().map(Table::oid).toList())
        .item("strength", strength)
        .item("wait", waiting);
  }
}
