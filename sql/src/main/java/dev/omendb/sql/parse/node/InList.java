package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `operand [NOT] IN (a, b, …)`. IN (subquery) is a [Quantified].
public final class InList extends PgNode {
  public final SqlNode operand;
  public final List<SqlNode> elements;
  public final boolean negated;

  public InList(SqlNode operand, List<SqlNode> elements, boolean negated, SqlParserPos position) {
    super(position);
    this.operand = operand;
    this.elements = List.copyOf(elements);
    this.negated = negated;
  }

  @Override
  void children(Children out) {
    out.add(operand);
    out.addAll(elements);
  }
}
