package dev.omendb.sql.plan.physical;

import dev.omendb.sql.execute.vector.LastingFilter;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// Writes conditions that depend on stored values and parameters alone as text in which no two
/// different ones are alike: lengths stand before what a user may choose.
final class LastingConditions {
  private final RelationScan scan;
  private final StringBuilder text = new StringBuilder();
  private final SortedSet<Integer> parameters = new TreeSet<>();
  private final SortedSet<Integer> attnums = new TreeSet<>();

  private int subqueries;

  private LastingConditions(RelationScan scan) {
    this.scan = scan;
  }

  /// Null when there are no conditions, or one of them may change its mind: it calls a function
  /// that is not immutable, runs a query for more than values to compare with, reads an outer row
  /// or a system column.
  static @Nullable LastingFilter filter(RelationScan scan, List<RexNode> conditions) {
    LastingConditions all = new LastingConditions(scan);
    for (RexNode condition : conditions) {
      if (!all.append(condition)) {
        return null;
      }
    }
    return conditions.isEmpty()
        ? null
        : new LastingFilter(
            scan.table().oid(), all.text.toString(),
            all.parameters.stream().mapToInt(Integer::intValue).toArray(),
            all.attnums.stream().mapToInt(Integer::intValue).toArray(),
            all.subqueries);
  }

  private boolean append(RexNode node) {
    return switch (node) {
      case RexInputRef ref -> column(scan.attnums().get(ref.getIndex()));
      case RexDynamicParam parameter -> {
        parameters.add(parameter.getIndex());
        text.append("?").append(parameter.getIndex());
        yield type(parameter);
      }
      case RexLiteral literal -> {
        text.append(literal);
        yield true;
      }
      case RexCall call -> call(call);
      default -> false;
    };
  }

  private boolean column(int attnum) {
    attnums.add(attnum);
    text.append("$").append(attnum);
    return attnum > 0;
  }

  private boolean type(RexNode node) {
    return type(node.getType());
  }

  private boolean type(RelDataType of) {
    PgRelType type = PgRelType.of(of);
    text.append(":").append(type.type().oid()).append(",").append(type.typmod());
    return true;
  }

  private boolean call(RexCall call) {
    if (call.getOperator() instanceof PgOperator.Subquery subquery) {
      return isCompared(subquery) && compared(subquery, call.getOperands());
    }
    if (call.getOperator() instanceof PgOperator operator && !isLasting(operator)) {
      return false;
    }
    String name = call.getOperator().getName();
    text.append(call.getOperator().getClass().getSimpleName());
    if (call.getOperator() instanceof PgOperator.Constant constant && constant.isNull()) {
      text.append("null");
    }
    text.append(name.length()).append("'").append(name);
    if (call.getOperator() instanceof PgOperator) {
      type(call);
    }
    text.append("(");
    for (RexNode operand : call.getOperands()) {
      if (!append(operand)) {
        return false;
      }
      text.append(";");
    }
    text.append(")");
    return true;
  }

  /// Whether a subquery has values of its own that the row is compared with.
  private static boolean isCompared(PgOperator.Subquery subquery) {
    boolean compared =
        switch (subquery.kind()) {
          case ANY, ALL -> true;
          case SCALAR, EXISTS, ARRAY -> false;
        };
    return compared
        && subquery.arguments() == 0
        && subquery.comparisons().size() == 1
        && isImmutable(subquery.comparisons().getFirst());
  }

  /// Where its values stand is all that is written of the subquery itself.
  private boolean compared(PgOperator.Subquery subquery, List<RexNode> operands) {
    subqueries++;
    text.append(subquery.kind()).append(subquery.comparisons().getFirst().oid());
    type(subquery.query().getRowType().getFieldList().getFirst().getType());
    text.append("(");
    boolean lasting = append(operands.getFirst());
    text.append(")");
    return lasting;
  }

  private static boolean isLasting(PgOperator operator) {
    return switch (operator) {
      case PgOperator.Constant constant -> true;
      case PgOperator.Call call -> isImmutable(call.function());
      case PgOperator.Form form -> form.function() == null || isImmutable(form.function());
      case PgOperator.Coerce coerce ->
          coerce.kind() != PgOperator.CoercionKind.INPUT_OUTPUT;
      case PgOperator.OuterReference reference -> false;
      case PgOperator.ArrayCoerce coerce -> false;
      case PgOperator.Subquery subquery -> false;
      case PgOperator.Aggregate aggregate -> false;
      case PgOperator.Window window -> false;
    };
  }

  private static boolean isImmutable(Function function) {
    return function.volatility() == Function.Volatility.IMMUTABLE;
  }
}
