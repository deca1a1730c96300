package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Functions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What needs the types, functions and operator classes that extensions bring with them.
final class ExtensionObjects {
  private static final Pattern CALL = Pattern.compile("([a-z_][a-z_0-9]*)\\(");

  /// Adds what needs the extension's types and operator classes.
  void addDependents(Catalog catalog, Extension extension, List<DropTarget> found) {
    ExtensionDefinition definition = Extensions.find(extension.name()).orElse(null);
    if (definition == null) {
      return;
    }
    for (Table table : catalog.all(Table.class)) {
      if (isInDatabase(catalog, table.schemaOid(), extension)) {
        addOfTable(catalog, definition, table, found);
      }
    }
    for (View view : catalog.all(View.class)) {
      if (isInDatabase(catalog, view.schemaOid(), extension)
          && view.columns().stream().anyMatch(c -> definition.owns(c.typeOid()))) {
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

  private static void addOfTable(
      Catalog catalog, ExtensionDefinition definition, Table table, List<DropTarget> found) {
    for (Column column : table.columns()) {
      if (column.dropped()) {
        continue;
      }
      if (definition.owns(column.typeOid())) {
        found.add(new DropTarget.ColumnOf(table.oid(), column.attnum()));
      } else if (functionOf(definition, column.defaultSql()) != null) {
        found.add(new DropTarget.DefaultOf(table.oid(), column.attnum()));
      }
    }
    for (Index index : catalog.indexes(table.oid())) {
      if (index.keys().stream().anyMatch(k -> definition.owns(k.opclassOid()))) {
        found.add(DropTarget.whole(index));
      }
    }
  }

  /// The function of the extension that an expression calls, or null. Stored expressions spell
  /// names out, so their text tells.
  static @Nullable Function functionOf(
      ExtensionDefinition definition, @Nullable String expression) {
    if (expression == null) {
      return null;
    }
    Matcher calls = CALL.matcher(expression);
    while (calls.find()) {
      for (Function function : Functions.standard().byName(calls.group(1))) {
        if (function.schema().equals(definition.marker())) {
          return function;
        }
      }
    }
    return null;
  }
}
