package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `column = value`, or `(a, b) = source` with several targets, where the value is a
/// [RowConstructor] or a scalar [SubqueryExpression]. A single parenthesised target is still
/// `multiple`.
public final class Assignment extends PgNode {
  public final List<ColumnTarget> targets;
  public final boolean multiple;
  public final SqlNode value;

  public Assignment(
      List<ColumnTarget> targets, boolean multiple, SqlNode value, SqlParserPos position) {
    super(position);
    this.targets = List.copyOf(targets);
    this.multiple = multiple;
    this.value = value;
  }

  @Override
  void children(Children out) {
    out.add(value);
  }
}
