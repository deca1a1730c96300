package dev.omendb.sql.plan.physical;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgOperator.FormKind;
import dev.omendb.sql.plan.rex.PgRex;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/// Whether conditions on a table imply the predicate of a partial index. Finds what PostgreSQL
/// finds for the predicates people write: the same condition, one of several alternatives, a
/// tighter bound of the same expression, IS NOT NULL of something compared. Wrong never, incomplete
/// always.
final class PredicateProof {
  private final List<RexNode> conditions;
  private final Set<String> texts = new HashSet<>();

  /// @param conditions over the scan's columns, all of which hold
  PredicateProof(RelationScan scan, List<RexNode> conditions) {
    this.conditions = conditions.stream().map(c -> overFullRow(scan, c)).toList();
    this.conditions.forEach(condition -> texts.add(condition.toString()));
  }

  /// An expression over a scan's columns as one over full rows of its table. Expressions over
  /// hidden columns become such that no index has.
  static RexNode overFullRow(RelationScan scan, RexNode node) {
    return node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef ref) {
            int attnum = scan.attnums().get(ref.getIndex());
            return new RexInputRef(attnum > 0 ? attnum - 1 : Integer.MAX_VALUE, ref.getType());
          }
        });
  }

  /// True when every row that meets the conditions meets the predicate.
  ///
  /// @param predicate over full rows
  boolean implies(RexNode predicate) {
    if (predicate.isAlwaysTrue() || texts.contains(predicate.toString())) {
      return true;
    }
    if (!(predicate instanceof RexCall call)) {
      return false;
    }
    if (call.getKind() == SqlKind.AND) {
      return call.getOperands().stream().allMatch(this::implies);
    }
    if (call.getKind() == SqlKind.OR) {
      return call.getOperands().stream().anyMatch(this::implies);
    }
    return conditions.stream().anyMatch(condition -> implies(condition, call));
  }

  private static boolean implies(RexNode condition, RexCall predicate) {
    if (!(condition instanceof RexCall given)) {
      return false;
    }
    if (given.getKind() == SqlKind.OR) {
      return given.getOperands().stream()
          .allMatch(
              part ->
                  part.toString().equals(predicate.toString()) || implies(part, predicate));
    }
    Comparison have = Comparison.of(given);
    if (predicate.getKind() == SqlKind.IS_NOT_NULL) {
      return have != null
          && have.key.toString().equals(predicate.getOperands().getFirst().toString());
    }
    if (have == null) {
      return false;
    }
    if (have.operator.equals("=")
        && have.key.toString().equals(predicate.getOperands().getFirst().toString())
        && alternatives(predicate).stream()
            .anyMatch(value -> Boolean.TRUE.equals(holds("=", have.value, value)))) {
      return true;
    }
    Comparison wanted = Comparison.of(predicate);
    return wanted != null
        && have.key.toString().equals(wanted.key.toString())
        && have.implies(wanted);
  }

  /// The values of `key IN (…)` and `key = ANY (ARRAY[…])`; none of other predicates.
  private static List<RexNode> alternatives(RexCall predicate) {
    List<RexNode> operands = predicate.getOperands();
    if (!(predicate.getOperator() instanceof PgOperator.Form form)) {
      return List.of();
    }
    if (form.kind() == FormKind.IN_LIST) {
      return operands.subList(1, operands.size());
    }
    boolean isAny = form.kind() == FormKind.ANY_ARRAY && form.symbol().equals("=");
    return isAny
            && operands.get(1) instanceof RexCall array
            && array.getOperator() instanceof PgOperator.Form made
            && made.kind() == FormKind.ARRAY
        ? array.getOperands()
        : List.of();
  }

  /// `key operator constant`.
  private record Comparison(RexNode key, String operator, RexNode value) {
    static @Nullable Comparison of(RexCall call) {
      if (!(call.getOperator() instanceof PgOperator.Call operator)
          || call.getOperands().size() != 2) {
        return null;
      }
      String turned =
          switch (operator.display()) {
            case "=" -> "=";
            case "<>" -> "<>";
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> "";
          };
      RexNode left = call.getOperands().getFirst();
      RexNode right = call.getOperands().getLast();
      if (turned.isEmpty()) {
        return null;
      }
      if (PgRex.constantOf(right) != null) {
        return new Comparison(left, operator.display(), right);
      }
      return PgRex.constantOf(left) != null ? new Comparison(right, turned, left) : null;
    }

    /// For the same key.
    boolean implies(Comparison other) {
      boolean equal = Boolean.TRUE.equals(holds("=", value, other.value));
      return switch (operator) {
        case "=" -> Boolean.TRUE.equals(holds(other.operator, value, other.value));
        case "<" ->
            switch (other.operator) {
              case "<", "<=", "<>" -> Boolean.TRUE.equals(holds("<=", value, other.value));
              default -> false;
            };
        case "<=" ->
            switch (other.operator) {
              case "<=" -> Boolean.TRUE.equals(holds("<=", value, other.value));
              case "<", "<>" -> Boolean.TRUE.equals(holds("<", value, other.value));
              default -> false;
            };
        case ">" ->
            switch (other.operator) {
              case ">", ">=", "<>" -> Boolean.TRUE.equals(holds(">=", value, other.value));
              default -> false;
            };
        case ">=" ->
            switch (other.operator) {
              case ">=" -> Boolean.TRUE.equals(holds(">=", value, other.value));
              case ">", "<>" -> Boolean.TRUE.equals(holds(">", value, other.value));
              default -> false;
            };
        case "<>" -> other.operator.equals("<>") && equal;
        default -> false;
      };
    }
  }

  /// Compares two constants; null when their order is not known here. Values of one storage type
  /// compare as numbers; others only as equal or not.
  private static @Nullable Boolean holds(String operator, RexNode left, RexNode right) {
    PgOperator.Constant first = PgRex.constantOf(left);
    PgOperator.Constant second = PgRex.constantOf(right);
    if (first == null || second == null || first.isNull() || second.isNull()) {
      return null;
    }
    Column a = first.value();
    Column b = second.value();
    if (a instanceof LongColumn x && b instanceof LongColumn y) {
      return holds(operator, Long.compare(x.get(0), y.get(0)));
    }
    if (a instanceof DoubleColumn x && b instanceof DoubleColumn y) {
      return holds(operator, Double.compare(x.get(0), y.get(0)));
    }
    boolean sameType = PgRex.typeOf(left).oid() == PgRex.typeOf(right).oid();
    if (sameType && a instanceof BytesColumn x && b instanceof BytesColumn y) {
      boolean equal = Arrays.equals(x.copy(0), y.copy(0));
      return switch (operator) {
        case "=" -> equal;
        case "<=", ">=" -> equal ? true : null;
        default -> null;
      };
    }
    return null;
  }

  private static boolean holds(String operator, int order) {
    return switch (operator) {
      case "=" -> order == 0;
      case "<>" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }
}
