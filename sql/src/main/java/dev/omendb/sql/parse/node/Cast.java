package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `operand::type`, `CAST(operand AS type)`, and `type 'text'` (then the operand is a STRING).
public final class Cast extends PgNode {
  public final SqlNode operand;
  public final TypeName type;

  public Cast(SqlNode operand, TypeName type, SqlParserPos position) {
    super(position);
    this.operand = operand;
    this.type = type;
  }

  @Override
  void children(Children out) {
    out.add(operand);
    out.add(type);
  }
}
