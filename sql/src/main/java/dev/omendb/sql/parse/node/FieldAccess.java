package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `(base).field`; the field is `*` for `(base).*`.
public final class FieldAccess extends PgNode {
  public final SqlNode base;
  public final String field;

  public FieldAccess(SqlNode base, String field, SqlParserPos position) {
    super(position);
    this.base = base;
    this.field = field;
  }

  public boolean isStar() {
    return field.equals("*");
  }

  @Override
  void children(Children out) {
    out.add(base);
  }
}
