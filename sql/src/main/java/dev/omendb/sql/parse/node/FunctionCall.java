package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// A function or aggregate or window call. Special syntaxes arrive as the functions PostgreSQL
/// turns them into, under pg_catalog: EXTRACT(f FROM x) is extract('f', x), SUBSTRING(x FROM a FOR
/// b) substring(x, a, b), TRIM btrim/ltrim/rtrim, POSITION(a IN b) position(b, a), OVERLAY overlay,
/// x AT TIME ZONE z timezone(z, x), OVERLAPS overlaps, NORMALIZE normalize, COLLATION FOR
/// pg_collation_for. `star` is count(*). `orderBy` is the ORDER BY inside the parentheses, or the
/// WITHIN GROUP one when `withinGroup`. `variadic`: the last argument was marked VARIADIC. The
/// position is the function name's.
public final class FunctionCall extends PgNode {
  /// One argument; `name` for `name => value`.
  public record Argument(@Nullable String name, SqlNode value) {}

  public final ObjectName name;
  public final List<Argument> arguments;
  public final boolean star;
  public final boolean distinct;
  public final boolean variadic;
  public final List<SortItem> orderBy;
  public final boolean withinGroup;
  public final @Nullable SqlNode filter;
  public final @Nullable WindowSpec over;

  public FunctionCall(
      ObjectName name,
      List<Argument> arguments,
      boolean star,
      boolean distinct,
      boolean variadic,
      List<SortItem> orderBy,
      boolean withinGroup,
      @Nullable SqlNode filter,
      @Nullable WindowSpec over,
      SqlParserPos position) {
    super(position);
    this.name = name;
    this.arguments = List.copyOf(arguments);
    this.star = star;
    this.distinct = distinct;
    this.variadic = variadic;
    this.orderBy = List.copyOf(orderBy);
    this.withinGroup = withinGroup;
    this.filter = filter;
    this.over = over;
  }

  @Override
  void children(Children out) {
    arguments.forEach(argument -> out.add(argument.value()));
    out.addAll(orderBy);
    out.addIfPresent(filter);
    out.addIfPresent(over);
  }
}
