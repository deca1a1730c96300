package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `operand [NOT] BETWEEN [SYMMETRIC] low AND high`.
public final class Between extends PgNode {
  public final SqlNode operand;
  public final SqlNode low;
  public final SqlNode high;
  public final boolean symmetric;
  public final boolean negated;

  public Between(
      SqlNode operand,
      SqlNode low,
      SqlNode high,
      boolean symmetric,
      boolean negated,
      SqlParserPos position) {
    super(position);
    this.operand = operand;
    this.low = low;
    this.high = high;
    this.symmetric = symmetric;
    this.negated = negated;
  }

  @Override
  void children(Children out) {
    out.add(operand);
    out.add(low);
    out.add(high);
  }
}
