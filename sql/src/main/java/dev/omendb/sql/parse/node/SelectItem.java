package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// One item of a select list or of RETURNING. A star is an SqlIdentifier with isStar(), or a
/// [FieldAccess] that isStar(). The column's name is `label`, or [OutputNames] of the expression.
public final class SelectItem extends PgNode {
  public final SqlNode expression;
  public final @Nullable String label;

  public SelectItem(SqlNode expression, @Nullable String label, SqlParserPos position) {
    super(position);
    this.expression = expression;
    this.label = label;
  }

  @Override
  void children(Children out) {
    out.add(expression);
  }
}
