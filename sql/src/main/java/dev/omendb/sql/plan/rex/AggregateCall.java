package dev.omendb.sql.plan.rex;

import dev.omendb.sql.function.Function;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// An aggregate function applied to expressions over the aggregation's input.
///
/// @param arguments empty for count(*)
/// @param orderBy ORDER BY inside the call
/// @param filter FILTER (WHERE …), or null
/// @param type result
public record AggregateCall(
    Function function,
    List<RexNode> arguments,
    boolean distinct,
    List<SortKey> orderBy,
    @Nullable RexNode filter,
    PgRelType type) {
  public AggregateCall {
    arguments = List.copyOf(arguments);
    orderBy = List.copyOf(orderBy);
  }

  String digest() {
    return "agg#%d%s%s%s%s"
        .formatted(
            function.oid(), distinct ? " distinct" : "", arguments, orderBy,
            filter == null ? "" : " filter " + filter);
  }
}
