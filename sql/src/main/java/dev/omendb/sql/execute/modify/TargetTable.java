package dev.omendb.sql.execute.modify;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.expression.Expression;
import java.util.List;

/// A table that a statement writes to, with what its rows must obey. Expressions are over full
/// rows: one column for each column of the table in attnum order, dropped ones included.
///
/// @param layout of full rows
/// @param checks in order of their names, as PostgreSQL checks them
/// @param generated stored generated columns, in attnum order
/// @param rules what else happens when rows change: foreign keys
public record TargetTable(
    Table table,
    String schemaName,
    RowLayout layout,
    List<Check> checks,
    List<Generated> generated,
    List<RowRule> rules) {
  public TargetTable {
    checks = List.copyOf(checks);
    generated = List.copyOf(generated);
    rules = List.copyOf(rules);
    if (layout.width() != table.columns().size()) {
      throw new IllegalArgumentException("a full row of " + table.name() + " has other columns");
    }
  }

  public long oid() {
    return table.oid();
  }

  public int width() {
    return layout.width();
  }

  /// A CHECK constraint.
  public record Check(String name, Expression condition) {}

  /// A generated column and what it is computed from.
  public record Generated(int attnum, Expression expression) {}
}
