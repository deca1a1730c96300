package dev.omendb.sql.execute.aggregate;

import dev.omendb.sql.execute.sort.SortKey;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.AggregateKernel;
import dev.omendb.sql.type.PgType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One aggregate of a query: `name(DISTINCT arguments ORDER BY …) FILTER (WHERE …)`.
///
/// @param arguments over the input rows
/// @param filter boolean over the input rows, or null
/// @param orderBy expressions to order the arguments by, over the input rows
/// @param orderKeys for each of `orderBy` its direction; [SortKey#column] is its place in the list
public record AggregateCall(
    String name,
    AggregateKernel kernel,
    PgType resultType,
    List<Expression> arguments,
    boolean distinct,
    @Nullable Expression filter,
    List<Expression> orderBy,
    List<SortKey> orderKeys) {
  public AggregateCall {
    arguments = List.copyOf(arguments);
    orderBy = List.copyOf(orderBy);
    orderKeys = List.copyOf(orderKeys);
  }

  /// Without DISTINCT, FILTER and ORDER BY.
  public static AggregateCall plain(
      String name, AggregateKernel kernel, PgType resultType, List<Expression> arguments) {
    return new AggregateCall(
        name, kernel, resultType, arguments, false, null, List.of(), List.of());
  }
}
