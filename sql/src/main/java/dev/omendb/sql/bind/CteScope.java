package dev.omendb.sql.bind;

import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.plan.rel.CommonTableRel;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/// The WITH items a query can name, innermost first. Immutable.
final class CteScope {
  static final CteScope EMPTY = new CteScope(null, null);

  private final @Nullable CteScope parent;
  private final @Nullable Item item;

  private CteScope(@Nullable CteScope parent, @Nullable Item item) {
    this.parent = parent;
    this.item = item;
  }

  CteScope with(Item added) {
    return new CteScope(this, added);
  }

  @Nullable Item find(String name) {
    for (CteScope scope = this; scope != null; scope = scope.parent) {
      if (scope.item != null && scope.item.name().equals(name)) {
        return scope.item;
      }
    }
    return null;
  }

  /// A WITH item.
  sealed interface Item {
    String name();

    /// Computed once; references read the result.
    record Shared(String name, List<OutputColumn> columns, CommonTableRel table)
        implements Item {}

    /// Named once and free of side effects: bound like a subquery where it is named.
    record Inlined(
        String name, List<String> aliases, QueryExpression query, CteScope visible)
        implements Item {}

    /// The item being defined, inside its own recursive part.
    record Recursive(
        String name, List<OutputColumn> columns, RelDataType rowType, int recursion)
        implements Item {}
  }
}
