package dev.omendb.sql.command.ddl;

import dev.omendb.sql.function.Function;
import dev.omendb.sql.plan.rex.PgOperator;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/// What an expression's functions promise.
final class Volatility {
  private Volatility() {}

  /// True when the value depends on nothing but the row.
  static boolean isImmutable(RexNode node) {
    return atMost(node, Function.Volatility.IMMUTABLE);
  }

  static boolean hasVolatile(RexNode node) {
    return !atMost(node, Function.Volatility.STABLE);
  }

  private static boolean atMost(RexNode node, Function.Volatility limit) {
    try {
      node.accept(
          new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitCall(RexCall call) {
              Function function = function(call);
              if (function != null && function.volatility().compareTo(limit) > 0) {
                throw Util.FoundOne.NULL;
              }
              return super.visitCall(call);
            }
          });
      return true;
    } catch (Util.FoundOne found) {
      return false;
    }
  }

  private static @Nullable Function function(RexCall call) {
    return switch (call.getOperator()) {
      case PgOperator.Call operator -> operator.function();
      case PgOperator.Form form -> form.function();
      default -> null;
    };
  }
}
