package dev.omendb.sql.plan.physical;

import dev.omendb.sql.plan.rex.PgOperator;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/// How many rows conditions keep, by PostgreSQL's defaults for columns without statistics
/// (selfuncs.h).
final class Cardinality {
  /// cpu_tuple_cost.
  static final double ROW_COST = 0.01;

  /// Assumed bytes of a value of variable length.
  static final int VARIABLE_WIDTH = 32;

  private static final double EQUAL = 0.005;
  private static final double INEQUALITY = 1.0 / 3;
  private static final double MATCH = 0.005;
  private static final double OTHER = 0.5;

  private Cardinality() {}

  static double selectivity(List<RexNode> conjuncts) {
    double result = 1;
    for (RexNode part : conjuncts) {
      result *= selectivity(part);
    }
    return result;
  }

  static double selectivity(RexNode condition) {
    if (condition.isAlwaysTrue()) {
      return 1;
    }
    if (!(condition instanceof RexCall call)) {
      return OTHER;
    }
    if (call.getOperator() instanceof PgOperator.Call operator) {
      return switch (operator.display()) {
        case "=" -> EQUAL;
        case "<", "<=", ">", ">=" -> INEQUALITY;
        case "<>" -> 1 - EQUAL;
        case "~~", "~~*", "~", "~*" -> MATCH;
        default -> OTHER;
      };
    }
    if (call.getOperator() instanceof PgOperator.Form form
        && form.kind() == PgOperator.FormKind.IN_LIST) {
      return Math.min(1, EQUAL * (call.getOperands().size() - 1));
    }
    return switch (call.getKind()) {
      case AND -> selectivity(call.getOperands());
      case OR -> {
        double none = 1;
        for (RexNode operand : call.getOperands()) {
          none *= 1 - selectivity(operand);
        }
        yield 1 - none;
      }
      case NOT -> 1 - selectivity(call.getOperands().getFirst());
      case IS_NULL -> EQUAL;
      case IS_NOT_NULL -> 1 - EQUAL;
      default -> OTHER;
    };
  }
}
