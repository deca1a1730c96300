package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// AND and OR (two or more operands, a chain is one node) and NOT (one operand).
public final class LogicalCall extends PgNode {
  /// The connective.
  public enum Kind {
    AND,
    OR,
    NOT
  }

  public final Kind kind;
  public final List<SqlNode> operands;

  public LogicalCall(Kind kind, List<SqlNode> operands, SqlParserPos position) {
    super(position);
    this.kind = kind;
    this.operands = List.copyOf(operands);
  }

  @Override
  void children(Children out) {
    out.addAll(operands);
  }
}
