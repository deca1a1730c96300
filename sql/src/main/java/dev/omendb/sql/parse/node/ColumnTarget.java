package dev.omendb.sql.parse.node;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column that INSERT or UPDATE assigns: its name, and what follows the name when only a part is
/// assigned: subscripts (`a[1]`) or a field (`a.b`); both are rare.
public record ColumnTarget(
    String name, List<Subscript.Index> subscripts, @Nullable String field, int position) {
  public ColumnTarget {
    subscripts = List.copyOf(subscripts);
  }

  public boolean whole() {
    return subscripts.isEmpty() && field == null;
  }
}
