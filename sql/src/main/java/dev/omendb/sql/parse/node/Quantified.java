package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `left operator ANY|ALL (right)`, where `right` is an array expression or a [QueryExpression]. `x
/// IN (query)` is `= ANY`, `x NOT IN (query)` is `= ANY` with `negated`. A row on the left is a
/// [RowConstructor].
public final class Quantified extends PgNode {
  public final SqlNode left;
  public final @Nullable String schema;
  public final String operator;
  public final boolean all;
  public final boolean negated;
  public final SqlNode right;

  public Quantified(
      SqlNode left,
      @Nullable String schema,
      String operator,
      boolean all,
      boolean negated,
      SqlNode right,
      SqlParserPos position) {
    super(position);
    this.left = left;
    this.schema = schema;
    this.operator = operator;
    this.all = all;
    this.negated = negated;
    this.right = right;
  }

  public boolean isSubquery() {
    return right instanceof QueryExpression;
  }

  @Override
  void children(Children out) {
    out.add(left);
    out.add(right);
  }
}
