package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// SELECT … FROM … WHERE … GROUP BY … HAVING … WINDOW. `distinctOn` has expressions only with
/// DISTINCT ON (then `distinct` is true too). `TABLE x` is SELECT * FROM x. `from` holds the comma
/// list: [TableReference], [FunctionReference], [SubqueryReference], [JoinReference]. `into` is the
/// target of SELECT INTO.
public final class SelectBlock extends PgNode {
  public final boolean distinct;
  public final List<SqlNode> distinctOn;
  public final List<SelectItem> items;
  public final @Nullable IntoTarget into;
  public final List<SqlNode> from;
  public final @Nullable SqlNode where;
  public final boolean groupByDistinct;
  public final List<SqlNode> groupBy;
  public final @Nullable SqlNode having;
  public final List<WindowSpec> windows;

  public SelectBlock(
      boolean distinct,
      List<SqlNode> distinctOn,
      List<SelectItem> items,
      @Nullable IntoTarget into,
      List<SqlNode> from,
      @Nullable SqlNode where,
      boolean groupByDistinct,
      List<SqlNode> groupBy,
      @Nullable SqlNode having,
      List<WindowSpec> windows,
      SqlParserPos position) {
    super(position);
    this.distinct = distinct;
    this.distinctOn = List.copyOf(distinctOn);
    this.items = List.copyOf(items);
    this.into = into;
    this.from = List.copyOf(from);
    this.where = where;
    this.groupByDistinct = groupByDistinct;
    this.groupBy = List.copyOf(groupBy);
    this.having = having;
    this.windows = List.copyOf(windows);
  }

  @Override
  void children(Children out) {
    out.addAll(distinctOn);
    out.addAll(items);
    out.addAll(from);
    out.addIfPresent(where);
    out.addAll(groupBy);
    out.addIfPresent(having);
    out.addAll(windows);
  }
}
