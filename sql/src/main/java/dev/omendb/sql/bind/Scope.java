package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexInputRef;
import org.jspecify.annotations.Nullable;

/// The names a FROM clause offers: entries for qualified references, and the columns that an
/// unqualified name or `*` sees (a USING join shows its columns once).
public final class Scope {
  static final Scope EMPTY = new Scope(List.of(), List.of());

  private final List<RangeEntry> entries;
  private final List<ScopeColumn> visible;

  Scope(List<RangeEntry> entries, List<ScopeColumn> visible) {
    this.entries = List.copyOf(entries);
    this.visible = List.copyOf(visible);
  }

  static Scope of(RangeEntry entry) {
    return new Scope(List.of(entry), entry.columns());
  }

  List<RangeEntry> entries() {
    return entries;
  }

  /// What `*` expands to.
  List<ScopeColumn> visible() {
    return visible;
  }

  /// The two sides of a join, the right one's references moved behind `leftWidth` columns.
  static Scope join(Scope left, Scope right, int leftWidth) {
    List<RangeEntry> entries = new ArrayList<>(left.entries);
    Scope moved = right.shifted(leftWidth);
    for (RangeEntry entry : moved.entries) {
      if (left.clashes(entry)) {
        throw new DatabaseException(
            SqlState.DUPLICATE_ALIAS,
            "table name \"" + entry.alias() + "\" specified more than once");
      }
      entries.add(entry);
    }
    List<ScopeColumn> visible = new ArrayList<>(left.visible);
    visible.addAll(moved.visible);
    return new Scope(entries, visible);
  }

  /// Two items of one name clash unless both are tables named without an alias in different
  /// schemas.
  private boolean clashes(RangeEntry entry) {
    RangeEntry other = entry(entry.alias());
    return other != null
        && (other.schema() == null
            || entry.schema() == null
            || other.schema().equals(entry.schema()));
  }

  Scope shifted(int by) {
    RexShuttle shift =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef ref) {
            return new RexInputRef(ref.getIndex() + by, ref.getType());
          }
        };
    return mapped(shift);
  }

  private Scope mapped(RexShuttle shuttle) {
    List<RangeEntry> moved = new ArrayList<>();
    for (RangeEntry entry : entries) {
      moved.add(
          new RangeEntry(
              entry.alias(), entry.schema(), map(entry.columns(), shuttle),
              map(entry.system(), shuttle), entry.table(), entry.scalar()));
    }
    return new Scope(moved, map(visible, shuttle));
  }

  private static List<ScopeColumn> map(List<ScopeColumn> columns, RexShuttle shuttle) {
    List<ScopeColumn> moved = new ArrayList<>(columns.size());
    for (ScopeColumn c : columns) {
      moved.add(
          new ScopeColumn(c.name(), c.expression().accept(shuttle), c.tableOid(), c.attnum()));
    }
    return moved;
  }

  /// The entry of this alias, or null.
  @Nullable RangeEntry entry(String alias) {
    for (RangeEntry entry : entries) {
      if (entry.alias().equals(alias)) {
        return entry;
      }
    }
    return null;
  }

  /// An unqualified column, or null. Errors: 42702 `column reference "x" is ambiguous`.
  @Nullable ScopeColumn column(String name) {
    ScopeColumn found = null;
    for (ScopeColumn column : visible) {
      if (column.name().equals(name)) {
        if (found != null) {
          throw ambiguous(name);
        }
        found = column;
      }
    }
    if (found == null) {
      for (RangeEntry entry : entries) {
        for (ScopeColumn column : entry.system()) {
          if (column.name().equals(name)) {
            if (found != null) {
              throw ambiguous(name);
            }
            found = column;
          }
        }
      }
    }
    return found;
  }

  static DatabaseException ambiguous(String name) {
    return new DatabaseException(
        SqlState.AMBIGUOUS_COLUMN, "column reference \"" + name + "\" is ambiguous");
  }

  /// A relation and the names of its columns.
  public record Source(RelNode rel, Scope scope) {
    int width() {
      return rel.getRowType().getFieldCount();
    }
  }
}
