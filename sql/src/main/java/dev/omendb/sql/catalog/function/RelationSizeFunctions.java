package dev.omendb.sql.catalog.function;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.catalog.RelationSizes;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import org.jspecify.annotations.Nullable;

/// pg_relation_size and its like: bytes that storage holds.
final class RelationSizeFunctions {
  private RelationSizeFunctions() {}

  static void addTo(Implementations into) {
    add(into, "pg_relation_size(regclass)", RelationSizes::bytes);
    into.row("pg_relation_size", RelationSizeFunctions::forkSize);
    add(into, "pg_table_size", RelationSizes::bytes);
    add(into, "pg_indexes_size", RelationSizes::indexBytes);
    add(into, "pg_total_relation_size", RelationSizes::totalBytes);
    into.row(
        "pg_database_size_oid", (c, a, i, r) -> put(r, databaseBytes(c, number(a[0], i))));
    into.row(
        "pg_database_size_name",
        (c, a, i, r) -> put(r, databaseBytes(c, database(c, text(a[0], i)).oid())));
    add(into, "pg_relation_filenode", (sizes, view, relation) -> fileNode(relation));
    into.row("pg_relation_filepath", RelationSizeFunctions::filePath);
    into.row("pg_tablespace_location", (c, a, i, r) -> put(r, ""));
  }

  /// A relation's figure, NULL where it has none.
  @FunctionalInterface
  private interface Size {
    @Nullable Long of(RelationSizes sizes, CatalogView view, Relation relation);
  }

  private static void add(Implementations into, String symbol, Size size) {
    into.row(
        symbol,
        (c, a, i, r) -> {
          CatalogView view = CatalogView.of(c);
          Relation relation = view.relation(number(a[0], i)).orElse(null);
          Long bytes = relation == null ? null : size.of(RelationSizes.of(c), view, relation);
          if (bytes == null) {
            r.appendNull();
          } else {
            put(r, (long) bytes);
          }
        });
  }

  /// Everything is in the main fork.
  private static void forkSize(CallContext context, Column[] a, int row, Column result) {
    CatalogView view = CatalogView.of(context);
    Relation relation = view.relation(number(a[0], row)).orElse(null);
    if (relation == null) {
      result.appendNull();
      return;
    }
    switch (text(a[1], row)) {
      case "main" -> put(result, RelationSizes.of(context).bytes(view, relation));
      case "fsm", "vm", "init" -> put(result, 0L);
      default ->
          throw new DatabaseException(
                  SqlState.INVALID_PARAMETER_VALUE, "invalid fork name")
              .hint("Valid fork names are \"main\", \"fsm\", \"vm\", and \"init\".");
    }
  }

  private static Database database(CallContext context, String name) {
    return context
        .catalog()
        .database(name)
        .orElseThrow(
            () ->
                new DatabaseException(
                    SqlState.INVALID_CATALOG_NAME, "database \"" + name + "\" does not exist"));
  }

  private static long databaseBytes(CallContext context, long databaseOid) {
    RelationSizes sizes = RelationSizes.of(context);
    long total = 0;
    for (Table table : context.catalog().all(Table.class)) {
      boolean own =
          context
              .catalog()
              .find(Schema.class, table.schemaOid())
              .map(s -> s.databaseOid() == databaseOid)
              .orElse(false);
      if (own) {
        total += sizes.bytes(context.storage(), table);
        for (Index index : context.catalog().indexes(table.oid())) {
          total += sizes.bytes(context.storage(), index);
        }
      }
    }
    return total;
  }

  private static @Nullable Long fileNode(Relation relation) {
    return relation.kind() == 'v' || relation.isSystem() ? null : relation.oid();
  }

  private static void filePath(CallContext context, Column[] a, int row, Column result) {
    CatalogView view = CatalogView.of(context);
    Relation relation = view.relation(number(a[0], row)).orElse(null);
    if (relation == null || fileNode(relation) == null) {
      result.appendNull();
    } else {
      put(result, "base/" + context.databaseOid() + "/" + relation.oid());
    }
  }
}
