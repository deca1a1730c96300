package dev.omendb.sql.catalog.function;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.set.Series;

/// Questions about partitions, of which there are none, and about what may be published or updated.
final class PartitionFunctions {
  private PartitionFunctions() {}

  static void addTo(Implementations into) {
    into.set("pg_partition_ancestors", Series.of((context, a, row, rows) -> {}));
    into.set("pg_partition_tree", Series.of((context, a, row, rows) -> {}));
    into.row("pg_partition_root", (c, a, i, r) -> r.appendNull());
    into.row(
        "pg_relation_is_publishable",
        (c, a, i, r) -> {
          boolean table = c.catalog().find(Table.class, number(a[0], i)).isPresent();
          if (table || CatalogView.of(c).relation(number(a[0], i)).isPresent()) {
            put(r, table);
          } else {
            r.appendNull();
          }
        });
    into.row("pg_relation_is_updatable", PartitionFunctions::updatable);
    into.row(
        "pg_column_is_updatable",
        (c, a, i, r) -> put(r, c.catalog().find(Table.class, number(a[0], i)).isPresent()));
  }

  /// Bits 2, 3 and 4: UPDATE, INSERT, DELETE.
  private static void updatable(CallContext context, Column[] a, int row, Column result) {
    long oid = number(a[0], row);
    boolean table = context.catalog().find(Table.class, oid).isPresent();
    put(result, table ? 28L : 0L);
  }
}
