package dev.omendb.sql.catalog;

import dev.omendb.sql.catalog.information.InformationTables;
import dev.omendb.sql.catalog.pg.PgTables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The list of system tables. Immutable.
public final class SystemTables {
  private static final CatalogRows NONE = (view, rows) -> {};

  private final Map<String, VirtualTable> byName = new LinkedHashMap<>();

  public SystemTables(List<VirtualTable> tables) {
    for (VirtualTable table : tables) {
      byName.put(table.schema() + "." + table.name(), table);
    }
  }

  /// All of PostgreSQL's. Those nobody fills have no rows: what they would list does not exist
  /// here.
  public static SystemTables standard() {
    Map<String, CatalogRows> sources = new HashMap<>();
    PgTables.addTo(sources);
    InformationTables.addTo(sources);
    List<VirtualTable> tables = new ArrayList<>();
    for (TableShape shape : TableShape.readAll()) {
      CatalogRows source = sources.remove(shape.name());
      tables.add(new SystemTable(shape, source == null ? NONE : source));
    }
    if (!sources.isEmpty()) {
      throw new IllegalStateException("no such system tables: " + sources.keySet());
    }
    return new SystemTables(tables);
  }

  public @Nullable VirtualTable find(String schema, String name) {
    return byName.get(schema + "." + name);
  }

  public Collection<VirtualTable> all() {
    return byName.values();
  }
}
