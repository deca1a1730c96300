package dev.omendb.sql.catalog;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.function.CallContext;
import java.util.List;

/// A system table: PostgreSQL's shape with our rows.
record SystemTable(TableShape shape, CatalogRows source) implements VirtualTable {
  @Override
  public int oid() {
    return shape.oid();
  }

  @Override
  public String schema() {
    return shape.schema();
  }

  @Override
  public String name() {
    return shape.name();
  }

  @Override
  public char kind() {
    return shape.kind();
  }

  @Override
  public List<VirtualColumn> columns() {
    return shape.columns();
  }

  @Override
  public void rows(CallContext context, Batch into) {
    CatalogView view = CatalogView.of(context);
    source.write(view, new RowWriter(shape.columns(), view, into));
  }
}
