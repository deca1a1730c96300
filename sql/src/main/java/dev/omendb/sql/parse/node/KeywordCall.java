package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Constructs that look like functions but have rules of their own: COALESCE, NULLIF, GREATEST,
/// LEAST, GROUPING.
public final class KeywordCall extends PgNode {
  /// Which one.
  public enum Kind {
    COALESCE,
    NULLIF,
    GREATEST,
    LEAST,
    GROUPING
  }

  public final Kind kind;
  public final List<SqlNode> operands;

  public KeywordCall(Kind kind, List<SqlNode> operands, SqlParserPos position) {
    super(position);
    this.kind = kind;
    this.operands = List.copyOf(operands);
  }

  @Override
  void children(Children out) {
    out.addAll(operands);
  }
}
