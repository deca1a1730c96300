package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `left IS [NOT] DISTINCT FROM right`.
public final class DistinctTest extends PgNode {
  public final SqlNode left;
  public final SqlNode right;
  public final boolean negated;

  public DistinctTest(SqlNode left, SqlNode right, boolean negated, SqlParserPos position) {
    super(position);
    this.left = left;
    this.right = right;
    this.negated = negated;
  }

  @Override
  void children(Children out) {
    out.add(left);
    out.add(right);
  }
}
