package dev.omendb.sql.plan.physical;

import dev.omendb.kernels.Metric;
import dev.omendb.sql.execute.vector.VectorKind;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRex;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/// An expression that rises or falls with the distance between a stored column and a value that no
/// row decides: `scale * distance + shift`, such as `1 - (embedding <=> $1)`.
///
/// @param exact false when only the direction is known, as of `1 / (1 + distance)`
record DistanceExpression(
    int column,
    Metric metric,
    VectorKind kind,
    RexNode value,
    double scale,
    double shift,
    boolean exact) {
  /// Reads an expression; null when it is something else.
  ///
  /// @param literals a constant's value as a number, or null
  static @Nullable DistanceExpression of(
      RexNode expression, Function<RexNode, @Nullable Double> literals) {
    if (!(expression instanceof RexCall call)
        || !(call.getOperator() instanceof PgOperator.Call operator)) {
      return null;
    }
    List<RexNode> operands = call.getOperands();
    if (operands.size() == 1) {
      DistanceExpression inner =
          operator.display().equals("-") ? of(operands.getFirst(), literals) : null;
      return inner == null ? null : inner.scaled(-1);
    }
    if (operands.size() != 2) {
      return null;
    }
    DistanceExpression distance = distance(operator, operands.get(0), operands.get(1));
    return distance != null
        ? distance
        : arithmetic(operator.display(), operands.get(0), operands.get(1), literals);
  }

  boolean sameDistance(DistanceExpression other) {
    return column == other.column
        && metric == other.metric
        && value.toString().equals(other.value.toString());
  }

  private DistanceExpression scaled(double factor) {
    return new DistanceExpression(
        column, metric, kind, value, scale * factor, shift * factor, exact);
  }

  private DistanceExpression shifted(double by) {
    return new DistanceExpression(column, metric, kind, value, scale, shift + by, exact);
  }

  private static @Nullable DistanceExpression arithmetic(
      String operator,
      RexNode left,
      RexNode right,
      Function<RexNode, @Nullable Double> literals) {
    DistanceExpression first = of(left, literals);
    Double second = first == null ? null : literals.apply(right);
    if (first != null && second != null) {
      return switch (operator) {
        case "+" -> first.shifted(second);
        case "-" -> first.shifted(-second);
        case "*" -> second == 0 ? null : first.scaled(second);
        case "/" -> second == 0 ? null : first.scaled(1 / second);
        default -> null;
      };
    }
    DistanceExpression inner = first == null ? of(right, literals) : null;
    Double number = inner == null ? null : literals.apply(left);
    if (inner == null || number == null) {
      return null;
    }
    return switch (operator) {
      case "+" -> inner.shifted(number);
      case "-" -> inner.scaled(-1).shifted(number);
      case "*" -> number == 0 ? null : inner.scaled(number);
      case "/" -> inner.reciprocal(number);
      default -> null;
    };
  }

  /// `number / (scale * distance + shift)` falls while the distance cannot be negative.
  private @Nullable DistanceExpression reciprocal(double number) {
    boolean falls =
        number > 0 && exact && scale > 0 && shift > 0 && metric != Metric.INNER_PRODUCT;
    return falls
        ? new DistanceExpression(column, metric, kind, value, -1, 0, false)
        : null;
  }

  private static @Nullable DistanceExpression distance(
      PgOperator.Call operator, RexNode left, RexNode right) {
    Metric metric = metric(operator);
    if (metric == null) {
      return null;
    }
    double scale = operator.function().name().equals("inner_product") ? -1 : 1;
    if (left instanceof RexInputRef ref && isValue(right)) {
      return of(ref, metric, right, scale);
    }
    if (right instanceof RexInputRef ref && isValue(left)) {
      return of(ref, metric, left, scale);
    }
    return null;
  }

  private static @Nullable DistanceExpression of(
      RexInputRef column, Metric metric, RexNode value, double scale) {
    VectorKind kind =
        switch (PgRex.typeOf(column).name()) {
          case "vector" -> VectorKind.FLOAT32;
          case "halfvec" -> VectorKind.FLOAT16;
          default -> null;
        };
    return kind == null
        ? null
        : new DistanceExpression(column.getIndex(), metric, kind, value, scale, 0, true);
  }

  private static boolean isValue(RexNode node) {
    return Columns.of(node).isEmpty() && RexUtil.isDeterministic(node);
  }

  /// By operator, or by the function behind it.
  private static @Nullable Metric metric(PgOperator.Call operator) {
    return switch (operator.display()) {
      case "<->" -> Metric.L2;
      case "<#>" -> Metric.INNER_PRODUCT;
      case "<=>" -> Metric.COSINE;
      case "<+>" -> Metric.L1;
      default ->
          switch (operator.function().name()) {
            case "l2_distance" -> Metric.L2;
            case "inner_product", "vector_negative_inner_product" -> Metric.INNER_PRODUCT;
            case "cosine_distance" -> Metric.COSINE;
            case "l1_distance" -> Metric.L1;
            default -> null;
          };
    };
  }

  static String symbol(Metric metric) {
    return switch (metric) {
      case L2 -> "<->";
      case INNER_PRODUCT -> "<#>";
      case COSINE -> "<=>";
      case L1 -> "<+>";
    };
  }
}
