package dev.omendb.sql.catalog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The list of system tables. Immutable.
public final class SystemTables {
  private final Map<String, VirtualTable> byName = new LinkedHashMap<>();

  public SystemTables(List<VirtualTable> tables) {
    for (VirtualTable table : tables) {
      byName.put(table.schema() + "." + table.name(), table);
    }
  }

  public @Nullable VirtualTable find(String schema, String name) {
    return byName.get(schema + "." + name);
  }

  public Collection<VirtualTable> all() {
    return byName.values();
  }
}
