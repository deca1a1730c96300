package dev.omendb.sql.parse.node;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A possibly qualified name (`catalog.schema.name` at most), folded, with its 1-based position.
public record ObjectName(List<String> parts, int position) {
  public ObjectName {
    parts = List.copyOf(parts);
  }

  public static ObjectName system(String name, int position) {
    return new ObjectName(List.of("pg_catalog", name), position);
  }

  /// The last part.
  public String name() {
    return parts.getLast();
  }

  /// The part before the last, or null when the name is not qualified.
  public @Nullable String schema() {
    return parts.size() < 2 ? null : parts.get(parts.size() - 2);
  }

  /// As PostgreSQL's messages quote it: `schema.name`, without double quotes.
  @Override
  public String toString() {
    return String.join(".", parts);
  }
}
