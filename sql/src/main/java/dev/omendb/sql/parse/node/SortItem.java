package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// One ORDER BY item. `operator` is set for USING operator only. `nullsFirst` null: not said
/// (PostgreSQL: last when ascending, first when descending).
public final class SortItem extends PgNode {
  public final SqlNode expression;
  public final boolean descending;
  public final @Nullable Boolean nullsFirst;
  public final @Nullable String operator;

  public SortItem(
      SqlNode expression,
      boolean descending,
      @Nullable Boolean nullsFirst,
      @Nullable String operator,
      SqlParserPos position) {
    super(position);
    this.expression = expression;
    this.descending = descending;
    this.nullsFirst = nullsFirst;
    this.operator = operator;
  }

  @Override
  void children(Children out) {
    out.add(expression);
  }
}
