package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `operand COLLATE collation`.
public final class Collate extends PgNode {
  public final SqlNode operand;
  public final ObjectName collation;

  public Collate(SqlNode operand, ObjectName collation, SqlParserPos position) {
    super(position);
    this.operand = operand;
    this.collation = collation;
  }

  @Override
  void children(Children out) {
    out.add(operand);
  }
}
