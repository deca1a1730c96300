package dev.omendb.sql.plan.physical;

import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.expression.NameSubscript;
import dev.omendb.sql.expression.ArrayConstructor;
import dev.omendb.sql.expression.ArrayCoercion;
import dev.omendb.sql.expression.ArrayComparison;
import dev.omendb.sql.expression.CaseWhen;
import dev.omendb.sql.expression.CastViaIo;
import dev.omendb.sql.expression.Coalesce;
import dev.omendb.sql.expression.Coerce;
import dev.omendb.sql.expression.ColumnReference;
import dev.omendb.sql.expression.Constant;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.expression.Extreme;
import dev.omendb.sql.expression.FieldSelect;
import dev.omendb.sql.expression.FunctionCall;
import dev.omendb.sql.expression.InList;
import dev.omendb.sql.expression.IsDistinctFrom;
import dev.omendb.sql.expression.IsNull;
import dev.omendb.sql.expression.Logical;
import dev.omendb.sql.expression.Not;
import dev.omendb.sql.expression.OuterReference;
import dev.omendb.sql.expression.Parameter;
import dev.omendb.sql.expression.Relabel;
import dev.omendb.sql.expression.RowConstructor;
import dev.omendb.sql.expression.Subscript;
import dev.omendb.sql.expression.SubscriptAssignment;
import dev.omendb.sql.expression.TruthTest;
import dev.omendb.sql.expression.VariadicCall;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/// Row expressions to evaluable ones over an operator's batches.
final class ExpressionBuilder {
  /// pg_type.oid of "any".
  private static final int ANY_OID = 2276;

  private final PhysicalBuilder plans;
  private final PgType booleanType;

  ExpressionBuilder(PhysicalBuilder plans, PgType booleanType) {
    this.plans = plans;
    this.booleanType = booleanType;
  }

  /// @param places where the batches hold the node's columns
  /// @param names the columns' names, for EXPLAIN
  Expression build(RexNode node, int[] places, List<String> names) {
    return new Scoped(places, names).build(node);
  }

  List<Expression> buildAll(List<? extends RexNode> nodes, int[] places, List<String> names) {
    Scoped scoped = new Scoped(places, names);
    List<Expression> built = new ArrayList<>(nodes.size());
    for (RexNode node : nodes) {
      built.add(scoped.build(node));
    }
    return built;
  }

  /// An expression that reads no row.
  Expression constant(RexNode node) {
    return build(node, new int[0], List.of());
  }

  private final class Scoped {
    private final int[] places;
    private final List<String> names;

    Scoped(int[] places, List<String> names) {
      this.places = places;
      this.names = names;
    }

    List<Expression> all(List<RexNode> nodes) {
      List<Expression> built = new ArrayList<>(nodes.size());
      for (RexNode node : nodes) {
        built.add(build(node));
      }
      return built;
    }

    Expression build(RexNode node) {
      PgRelType relType = PgRelType.of(node.getType());
      PgType type = relType.type();
      int typmod = relType.typmod();
      return switch (node) {
        case RexInputRef ref -> {
          int place = places[ref.getIndex()];
          assert place >= 0 : "column " + ref + " was pruned";
          yield new ColumnReference(place, type, typmod, names.get(ref.getIndex()));
        }
        case RexDynamicParam parameter -> new Parameter(parameter.getIndex(), type, typmod);
        case RexLiteral literal -> booleanLiteral(literal);
        case RexCall call -> call(call, type, typmod);
        default -> throw new IllegalStateException(node.getClass().getName());
      };
    }

    private Expression booleanLiteral(RexLiteral literal) {
      if (literal.isNull()) {
        return Constant.ofNull(booleanType);
      }
      LongColumn value = new LongColumn(1);
      value.append(literal.isAlwaysTrue() ? 1 : 0);
      return new Constant(booleanType, -1, value);
    }

    private Expression call(RexCall call, PgType type, int typmod) {
      if (call.getOperator() instanceof PgOperator operator) {
        return pgCall(operator, call, type, typmod);
      }
      List<Expression> operands = all(call.getOperands());
      Expression first = operands.getFirst();
      return switch (call.getKind()) {
        case AND -> new Logical(Logical.Connective.AND, operands, booleanType);
        case OR -> new Logical(Logical.Connective.OR, operands, booleanType);
        case NOT -> new Not(first);
        case IS_NULL -> new IsNull(first, false, booleanType);
        case IS_NOT_NULL -> new IsNull(first, true, booleanType);
        case IS_TRUE -> new TruthTest(first, TruthTest.Truth.TRUE, false);
        case IS_NOT_TRUE -> new TruthTest(first, TruthTest.Truth.TRUE, true);
        case IS_FALSE -> new TruthTest(first, TruthTest.Truth.FALSE, false);
        case IS_NOT_FALSE -> new TruthTest(first, TruthTest.Truth.FALSE, true);
        case CASE -> caseWhen(operands, type, typmod);
        default -> throw new IllegalStateException("operator " + call.getOperator());
      };
    }

    private Expression caseWhen(List<Expression> operands, PgType type, int typmod) {
      List<Expression> conditions = new ArrayList<>();
      List<Expression> results = new ArrayList<>();
      for (int i = 0; i + 1 < operands.size(); i += 2) {
        conditions.add(operands.get(i));
        results.add(operands.get(i + 1));
      }
      return new CaseWhen(conditions, results, operands.getLast(), type, typmod);
    }

    private Expression pgCall(PgOperator operator, RexCall call, PgType type, int typmod) {
      return switch (operator) {
        case PgOperator.Constant constant -> new Constant(type, typmod, constant.value());
        case PgOperator.Call function -> function(function, call, type, typmod);
        case PgOperator.OuterReference reference ->
            new OuterReference(
                reference.correlation(), reference.index(), type, typmod, reference.getName());
        case PgOperator.Coerce coerce -> coerce(coerce, call, type, typmod);
        case PgOperator.ArrayCoerce coerce -> {
          Expression array = build(call.getOperands().getFirst());
          Expression cast =
              ExpressionBuilder.this.build(coerce.element(), new int[] {0}, List.of("element"));
          yield new ArrayCoercion(array, cast, elementOf(array), type, typmod);
        }
        case PgOperator.Form form -> form(form, call, type, typmod);
        case PgOperator.Subquery subquery ->
            plans.subqueries().build(subquery, all(call.getOperands()), type, typmod);
        case PgOperator.Aggregate aggregate -> throw new IllegalStateException(call.toString());
        case PgOperator.Window window -> throw new IllegalStateException(call.toString());
      };
    }

    private Expression function(
        PgOperator.Call operator, RexCall call, PgType type, int typmod) {
      Function function = operator.function();
      if (!(function.implementation()
          instanceof Function.Implementation.Scalar(_, boolean lasting))) {
        throw DatabaseException.unsupported(
            "set-returning function " + function.name() + " in this place");
      }
      if (lasting) {
        plans.execution().markLasting();
      }
      if (function.volatility() == Function.Volatility.VOLATILE) {
        plans.execution().markChanging();
      }
      List<Expression> arguments = all(call.getOperands());
      if (operator.variadicArray()
          && function.argumentTypes().getLast() == ANY_OID) {
        return new VariadicCall(function, arguments, type, typmod);
      }
      String symbol = operator.isSymbol() ? operator.display() : null;
      return plans.fold(new FunctionCall(function, symbol, arguments, type, typmod));
    }

    private Expression coerce(PgOperator.Coerce coerce, RexCall call, PgType type, int typmod) {
      Expression operand = build(call.getOperands().getFirst());
      return switch (coerce.kind()) {
        case RELABEL -> new Relabel(operand, type, typmod);
        case TYPMOD_ASSIGNMENT -> new Coerce(operand, typmod, false);
        case TYPMOD_EXPLICIT -> new Coerce(operand, typmod, true);
        case INPUT_OUTPUT -> new CastViaIo(operand, type, typmod);
      };
    }

    private static List<String> fieldNames(RexCall call) {
      return PgRelType.of(call.getType()).fields().stream()
          .map(PgRelType.Field::name)
          .toList();
    }

    private Expression form(PgOperator.Form form, RexCall call, PgType type, int typmod) {
      List<Expression> operands = all(call.getOperands());
      return switch (form.kind()) {
        case COALESCE -> new Coalesce(operands, type, typmod);
        case GREATEST -> new Extreme(true, operands, type, typmod);
        case LEAST -> new Extreme(false, operands, type, typmod);
        case DISTINCT_FROM ->
            new IsDistinctFrom(
                operands.getFirst(), operands.get(1), form.function(), false, booleanType);
        case NOT_DISTINCT_FROM ->
            new IsDistinctFrom(
                operands.getFirst(), operands.get(1), form.function(), true, booleanType);
        case IN_LIST -> inList(form, operands);
        case ANY_ARRAY -> arrayComparison(form, operands, false);
        case ALL_ARRAY -> arrayComparison(form, operands, true);
        case ARRAY ->
            new ArrayConstructor(operands, plans.type(type.info().elementOid()), type, typmod);
        case ROW -> new RowConstructor(operands, fieldNames(call), type);
        case SUBSCRIPT -> subscript(operands, type, typmod);
        case SUBSCRIPT_ASSIGNMENT ->
            new SubscriptAssignment(
                operands.getFirst(),
                operands.get(1),
                elementOf(operands.getFirst()),
                operands.subList(2, operands.size()),
                type,
                typmod);
        case SLICE ->
            Subscript.slice(
                operands.getFirst(),
                elementOf(operands.getFirst()),
                operands.subList(1, operands.size()),
                type,
                typmod);
        case FIELD -> new FieldSelect(operands.getFirst(), form.field(), type, typmod);
      };
    }

    private Expression subscript(List<Expression> operands, PgType type, int typmod) {
      Expression array = operands.getFirst();
      if (!array.type().isArray() && operands.size() == 2) {
        return new NameSubscript(array, operands.get(1), type);
      }
      return Subscript.element(
          array, elementOf(array), operands.subList(1, operands.size()), type, typmod);
    }

    private PgType elementOf(Expression array) {
      return plans.type(array.type().info().elementOid());
    }

    private Expression arrayComparison(
        PgOperator.Form form, List<Expression> operands, boolean all) {
      return new ArrayComparison(
          operands.get(0), operands.get(1), elementOf(operands.get(1)), form.function(),
          form.symbol(), all, booleanType);
    }

    /// Hashed when all items are constants; else a chain of comparisons.
    private Expression inList(PgOperator.Form form, List<Expression> operands) {
      Expression operand = operands.getFirst();
      List<Expression> items = operands.subList(1, operands.size());
      if (items.stream().allMatch(Constant.class::isInstance)
          && items.stream().allMatch(i -> i.type().oid() == operand.type().oid())) {
        List<Constant> constants = items.stream().map(Constant.class::cast).toList();
        return new InList(operand, constants, false, booleanType);
      }
      List<Expression> parts = new ArrayList<>();
      for (Expression item : items) {
        parts.add(
            new FunctionCall(form.function(), "=", List.of(operand, item), booleanType, -1));
      }
      return parts.size() == 1
          ? parts.getFirst()
          : new Logical(Logical.Connective.OR, parts, booleanType);
    }
  }

}
