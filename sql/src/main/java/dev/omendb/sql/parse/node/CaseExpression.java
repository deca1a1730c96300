package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `CASE operand WHEN … THEN … ELSE … END`; without an operand the WHENs are conditions.
public final class CaseExpression extends PgNode {
  /// One WHEN … THEN ….
  public record When(SqlNode condition, SqlNode result) {}

  public final @Nullable SqlNode operand;
  public final List<When> branches;
  public final @Nullable SqlNode otherwise;

  public CaseExpression(
      @Nullable SqlNode operand,
      List<When> branches,
      @Nullable SqlNode otherwise,
      SqlParserPos position) {
    super(position);
    this.operand = operand;
    this.branches = List.copyOf(branches);
    this.otherwise = otherwise;
  }

  @Override
  void children(Children out) {
    out.addIfPresent(operand);
    for (When branch : branches) {
      out.add(branch.condition());
      out.add(branch.result());
    }
    out.addIfPresent(otherwise);
  }
}
