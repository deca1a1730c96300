package dev.omendb.sql.plan.physical;

import dev.omendb.kernels.BitMetric;
import dev.omendb.kernels.Metric;
import dev.omendb.sql.execute.vector.VectorDistance;
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

/// An expression that rises or falls with the distance between a row's key (a column, or an
/// expression over columns) and a value that no row decides: `scale * distance + shift`, such as
/// `1 - (embedding <=> $1)`.
///
/// @param exact false when only the direction is known, as of `1 / (1 + distance)`
record DistanceExpression(
    RexNode key,
    VectorDistance distance,
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

  /// The key's column, or -1 for an expression.
  int column() {
    return key instanceof RexInputRef ref ? ref.getIndex() : -1;
  }

  boolean sameDistance(DistanceExpression other) {
    return key.toString().equals(other.key.toString())
        && distance.equals(other.distance)
        && value.toString().equals(other.value.toString());
  }

  private DistanceExpression scaled(double factor) {
    return new DistanceExpression(
        key, distance, value, scale * factor, shift * factor, exact);
  }

  private DistanceExpression shifted(double by) {
    return new DistanceExpression(key, distance, value, scale, shift + by, exact);
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
        number > 0 && exact && scale > 0 && shift > 0 && distance.isNeverNegative();
    return falls
        ? new DistanceExpression(key, distance, value, -1, 0, false)
        : null;
  }

  private static @Nullable DistanceExpression distance(
      PgOperator.Call operator, RexNode left, RexNode right) {
    double scale = operator.function().name().equals("inner_product") ? -1 : 1;
    if (isKey(left) && isValue(right)) {
      return of(left, operator, right, scale);
    }
    return isKey(right) && isValue(left) ? of(right, operator, left, scale) : null;
  }

  private static @Nullable DistanceExpression of(
      RexNode key, PgOperator.Call operator, RexNode value, double scale) {
    VectorDistance distance = distance(PgRex.typeOf(key).name(), operator);
    return distance == null
        ? null
        : new DistanceExpression(key, distance, value, scale, 0, true);
  }

  private static @Nullable VectorDistance distance(String type, PgOperator.Call operator) {
    if (type.equals("bit")) {
      BitMetric metric = bitMetric(operator);
      return metric == null ? null : new VectorDistance.Bits(metric);
    }
    Metric metric = metric(operator);
    if (metric == null) {
      return null;
    }
    return switch (type) {
      case "vector" -> new VectorDistance.Dense(VectorKind.FLOAT32, metric);
      case "halfvec" -> new VectorDistance.Dense(VectorKind.FLOAT16, metric);
      case "sparsevec" -> new VectorDistance.Sparse(metric);
      default -> null;
    };
  }

  private static boolean isKey(RexNode node) {
    return !Columns.of(node).isEmpty() && RexUtil.isDeterministic(node);
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
            case "inner_product",
                "vector_negative_inner_product",
                "halfvec_negative_inner_product",
                "sparsevec_negative_inner_product" ->
                Metric.INNER_PRODUCT;
            case "cosine_distance" -> Metric.COSINE;
            case "l1_distance" -> Metric.L1;
            default -> null;
          };
    };
  }

  private static @Nullable BitMetric bitMetric(PgOperator.Call operator) {
    return switch (operator.function().name()) {
      case "hamming_distance" -> BitMetric.HAMMING;
      case "jaccard_distance" -> BitMetric.JACCARD;
      default -> null;
    };
  }
}
