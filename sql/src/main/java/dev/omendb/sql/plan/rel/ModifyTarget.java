package dev.omendb.sql.plan.rel;

import dev.omendb.engine.catalog.CatalogObject.Table;
import java.util.List;
import org.apache.calcite.rex.RexNode;

/// A table to write to, with the expressions its rows must obey, bound over full rows (one column
/// for each of the table's, dropped ones included).
public record ModifyTarget(
    Table table, String schemaName, List<Check> checks, List<Assigned> generated) {
  /// A CHECK constraint.
  public record Check(String name, RexNode condition) {}

  /// A column and the value it is given.
  public record Assigned(int attnum, RexNode value) {}
}
