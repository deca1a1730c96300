package dev.omendb.sql.plan.physical;

import dev.omendb.sql.plan.rex.PgOperator;
import java.util.function.Function;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// A condition comparing a distance with a value that no row decides.
record DistanceComparison(DistanceExpression distance, String operator, RexNode value) {
  private static final int FLOAT8 = 701;

  /// Reads a condition; null when it is another.
  static @Nullable DistanceComparison of(
      RexNode condition, Function<RexNode, @Nullable Double> literals) {
    if (!(condition instanceof RexCall call)
        || !(call.getOperator() instanceof PgOperator.Call operator)
        || call.getOperands().size() != 2
        || operator.function().argumentTypes().getFirst() != FLOAT8
        || operator.function().argumentTypes().getLast() != FLOAT8) {
      return null;
    }
    String symbol = operator.display();
    String turned =
        switch (symbol) {
          case "<" -> ">";
          case "<=" -> ">=";
          case ">" -> "<";
          case ">=" -> "<=";
          default -> "";
        };
    if (turned.isEmpty()) {
      return null;
    }
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    DistanceExpression onLeft = DistanceExpression.of(left, literals);
    if (onLeft != null) {
      return Columns.of(right).isEmpty() ? new DistanceComparison(onLeft, symbol, right) : null;
    }
    DistanceExpression onRight = DistanceExpression.of(right, literals);
    return onRight != null && Columns.of(left).isEmpty()
        ? new DistanceComparison(onRight, turned, left)
        : null;
  }

  /// True when far rows fail.
  boolean isUpperBound() {
    boolean less = operator.startsWith("<");
    return distance.exact() && less == distance.scale() > 0;
  }
}
