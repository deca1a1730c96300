package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexInputRef;

/// Names over full rows: column n of the table at place n - 1, then the row id.
final class FullRowScope {
  private static final int INT8 = 20;
  private static final int OID = 26;

  private FullRowScope() {}

  static RangeEntry entry(BindContext context, Table table, String alias, int offset) {
    List<ScopeColumn> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      if (!column.dropped()) {
        PgRelType type =
            context.relType(context.type((int) column.typeOid()), column.typmod());
        columns.add(
            new ScopeColumn(
                column.name(), new RexInputRef(offset + column.attnum() - 1, type), table.oid(),
                column.attnum()));
      }
    }
    RexInputRef rowId =
        new RexInputRef(offset + table.columns().size(), context.relType(INT8));
    dev.omendb.engine.column.LongColumn oid = new dev.omendb.engine.column.LongColumn(1);
    oid.append(table.oid());
    List<ScopeColumn> system =
        List.of(
            new ScopeColumn(QueryBinder.ROW_ID, rowId, table.oid(), 0),
            new ScopeColumn(
                "tableoid", context.rex().constant(oid, context.type(OID), -1), table.oid(), -6));
    return new RangeEntry(alias, null, columns, system, table);
  }
}
