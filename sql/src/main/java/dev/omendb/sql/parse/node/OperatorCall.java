package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// A call of an operator of pg_operator: `left name right`, or prefix when `left` is null. `!=`
/// arrives as `<>`, LIKE as `~~`, NOT LIKE `!~~`, ILIKE `~~*`, NOT ILIKE `!~~*`, SIMILAR TO `~`
/// with its pattern in pg_catalog.similar_to_escape(), LIKE … ESCAPE with its pattern in
/// pg_catalog.like_escape(): the tree PostgreSQL's own grammar builds. The position is the
/// operator's.
public final class OperatorCall extends PgNode {
  public final @Nullable String schema;
  public final String name;
  public final @Nullable SqlNode left;
  public final SqlNode right;

  public OperatorCall(
      @Nullable String schema,
      String name,
      @Nullable SqlNode left,
      SqlNode right,
      SqlParserPos position) {
    super(position);
    this.schema = schema;
    this.name = name;
    this.left = left;
    this.right = right;
  }

  @Override
  void children(Children out) {
    out.addIfPresent(left);
    out.add(right);
  }
}
