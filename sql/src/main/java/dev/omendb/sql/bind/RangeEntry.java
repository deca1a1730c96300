package dev.omendb.sql.bind;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One item of FROM under its alias.
///
/// @param schema of a table without an alias: it can be named in full
/// @param columns in order
/// @param system tableoid, ctid and the hidden row id: found by name, not by `*`
public record RangeEntry(
    String alias,
    @Nullable String schema,
    List<ScopeColumn> columns,
    List<ScopeColumn> system,
    dev.omendb.engine.catalog.CatalogObject.@Nullable Table table) {
  public RangeEntry {
    columns = List.copyOf(columns);
    system = List.copyOf(system);
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
