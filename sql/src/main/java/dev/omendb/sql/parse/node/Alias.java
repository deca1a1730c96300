package dev.omendb.sql.parse.node;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `AS name (column, …)` of a FROM item, or `AS (column type, …)`: then `definitions` is not empty
/// and the name may be missing.
public record Alias(@Nullable String name, List<String> columns, List<Definition> definitions) {
  public Alias {
    columns = List.copyOf(columns);
    definitions = List.copyOf(definitions);
  }

  /// One entry of a column definition list.
  public record Definition(String name, TypeName type) {}
}
