package dev.omendb.sql.bind;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One item of FROM under its alias.
///
/// @param schema of a table without an alias: it can be named in full
/// @param columns in order
/// @param scalar a function that returns one value: its alias means the value, not a row
/// @param system tableoid, ctid and the hidden row id: found by name, not by `*`
public record RangeEntry(
    String alias,
    @Nullable String schema,
    List<ScopeColumn> columns,
    List<ScopeColumn> system,
    dev.omendb.engine.catalog.CatalogObject.@Nullable Table table,
    boolean scalar) {
  public RangeEntry {
    columns = List.copyOf(columns);
    system = List.copyOf(system);
  }

  RangeEntry(
      String alias,
      @Nullable String schema,
      List<ScopeColumn> columns,
      List<ScopeColumn> system,
      dev.omendb.engine.catalog.CatalogObject.@Nullable Table table) {
    this(alias, schema, columns, system, table, false);
  }

  /// The same for a function that returns one value.
  RangeEntry asValue() {
    return new RangeEntry(alias, schema, columns, system, table, columns.size() == 1);
  }

  List<ScopeColumn> find(String name) {
    List<ScopeColumn> found = new ArrayList<>(1);
    for (ScopeColumn column : columns) {
      if (column.name().equals(name)) {
        found.add(column);
      }
    }
    if (found.isEmpty()) {
      for (ScopeColumn column : system) {
        if (column.name().equals(name)) {
          found.add(column);
        }
      }
    }
    return found;
  }
}
