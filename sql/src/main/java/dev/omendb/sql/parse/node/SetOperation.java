package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// UNION, INTERSECT, EXCEPT. `left` and `right` are [SelectBlock], [ValuesBlock], [SetOperation] or
/// a parenthesised [QueryExpression] that has clauses of its own.
public final class SetOperation extends PgNode {
  /// Which one.
  public enum Kind {
    UNION,
    INTERSECT,
    EXCEPT
  }

  public final Kind kind;
  public final boolean all;
  public final SqlNode left;
  public final SqlNode right;

  public SetOperation(Kind kind, boolean all, SqlNode left, SqlNode right, SqlParserPos position) {
    super(position);
    this.kind = kind;
    this.all = all;
    this.left = left;
    this.right = right;
  }

  @Override
  void children(Children out) {
    out.add(left);
    out.add(right);
  }
}
