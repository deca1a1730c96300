package dev.omendb.sql.plan.rex;

import dev.omendb.sql.function.Function;
import dev.omendb.sql.parse.node.WindowFrame;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// A window function or an aggregate with OVER.
///
/// @param frame mode, bounds' kinds and exclusion; null for the default frame
/// @param startOffset endOffset of `n PRECEDING` and `n FOLLOWING`, else null
public record WindowCall(
    Function function,
    List<RexNode> arguments,
    @Nullable RexNode filter,
    List<RexNode> partitionBy,
    List<SortKey> orderBy,
    @Nullable WindowFrame frame,
    @Nullable RexNode startOffset,
    @Nullable RexNode endOffset,
    PgRelType type) {
  public WindowCall {
    arguments = List.copyOf(arguments);
    partitionBy = List.copyOf(partitionBy);
    orderBy = List.copyOf(orderBy);
  }
}
