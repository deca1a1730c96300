package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A GROUP BY item that is not a plain expression. EMPTY: `()`; an item `(a, b)` inside is a
/// [RowConstructor] that is not explicit.
public final class GroupingSet extends PgNode {
  /// Which one.
  public enum Kind {
    EMPTY,
    ROLLUP,
    CUBE,
    SETS
  }

  public final Kind kind;
  public final List<SqlNode> items;

  public GroupingSet(Kind kind, List<SqlNode> items, SqlParserPos position) {
    super(position);
    this.kind = kind;
    this.items = List.copyOf(items);
  }

  @Override
  void children(Children out) {
    out.addAll(items);
  }
}
