package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import java.util.List;

/// What extensions bring with them: only vector has types and operator classes.
final class ExtensionObjects {
  /// Oids of vector's types, operators and classes.
  private static final int FIRST_OID = 16385;

  private static final int LAST_OID = 19999;

  static boolean isVectorType(long typeOid) {
    return typeOid >= FIRST_OID && typeOid <= LAST_OID;
  }

  /// Adds what needs the extension's types and operator classes.
  void addDependents(Catalog catalog, Extension extension, List<DropTarget> found) {
    if (!extension.name().equals("vector")) {
      return;
    }
    for (Table table : catalog.all(Table.class)) {
      if (isInDatabase(catalog, table.schemaOid(), extension)) {
        addOfTable(catalog, table, found);
      }
    }
    for (View view : catalog.all(View.class)) {
      if (isInDatabase(catalog, view.schemaOid(), extension)
          && view.columns().stream().anyMatch(c -> isVectorType(c.typeOid()))) {
        found.add(DropTarget.whole(view));
      }
    }
  }

  private static boolean isInDatabase(Catalog catalog, long schemaOid, Extension extension) {
    return catalog
        .find(Schema.class, schemaOid)
        .map(s -> s.databaseOid() == extension.databaseOid())
        .orElse(false);
  }

  private static void addOfTable(Catalog catalog, Table table, List<DropTarget> found) {
    for (Column column : table.columns()) {
      if (!column.dropped() && isVectorType(column.typeOid())) {
        found.add(new DropTarget.ColumnOf(table.oid(), column.attnum()));
      }
    }
    for (Index index : catalog.indexes(table.oid())) {
      if (index.keys().stream().anyMatch(k -> isVectorType(k.opclassOid()))) {
        found.add(DropTarget.whole(index));
      }
    }
  }
}
