package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.Scope.Source;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.function.set.ZippedUnnest;
import dev.omendb.sql.parse.node.Alias;
import dev.omendb.sql.parse.node.FunctionCall;
import dev.omendb.sql.parse.node.FunctionReference;
import dev.omendb.sql.parse.node.OutputNames;
import dev.omendb.sql.plan.rel.FunctionScan;
import dev.omendb.sql.plan.rel.RowsScan;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// Functions in FROM; they see the items before them without the word LATERAL.
final class FunctionFromBinder {
  private static final int INT8 = 20;

  private final FromBinder from;
  private final BindContext context;

  FunctionFromBinder(FromBinder from) {
    this.from = from;
    this.context = from.binders().context();
  }

  Source bind(FunctionReference node, @Nullable Correlation lateral) {
    Source source = bindCall(node, lateral);
    return new Source(
        source.rel(), Scope.of(source.scope().entries().getFirst().asValue()));
  }

  private Source bindCall(FunctionReference node, @Nullable Correlation lateral) {
    Correlation visible = lateral != null ? lateral : from.outer();
    ExpressionBinder binder =
        new ExpressionBinder(from.binders(), Scope.EMPTY, visible, List.of(), from.ctes());
    if (node.call instanceof FunctionCall call && isZippedUnnest(call)) {
      return zipped(node, call, binder);
    }
    RexNode call = binder.bindResolved(node.call, Clause.FROM_FUNCTION);
    String name = OutputNames.of(node.call);
    String alias = node.alias == null || node.alias.name() == null ? name : node.alias.name();
    if (call instanceof RexCall rexCall
        && rexCall.getOperator() instanceof PgOperator.Call operator
        && operator.function().implementation() instanceof Implementation.SetReturning) {
      return set(node, rexCall, operator, alias);
    }
    return single(node, call, alias);
  }

  /// `unnest(a, b)`: only in FROM, and not in pg_proc.
  private static boolean isZippedUnnest(FunctionCall call) {
    return call.name.name().equals("unnest") && call.arguments.size() > 1;
  }

  private Source zipped(FunctionReference node, FunctionCall call, ExpressionBinder binder) {
    List<RexNode> arrays = new ArrayList<>();
    List<PgType> types = new ArrayList<>();
    List<OutputColumn> columns = new ArrayList<>();
    for (FunctionCall.Argument argument : call.arguments) {
      RexNode array = binder.bindResolved(argument.value(), Clause.FROM_FUNCTION);
      PgType type = PgRex.typeOf(array);
      if (!(type instanceof ArrayType arrayType)) {
        throw new DatabaseException(
                SqlState.UNDEFINED_FUNCTION,
                "function unnest(%s) does not exist".formatted(type.displayName(-1)))
            .position(call.position());
      }
      arrays.add(array);
      types.add(type);
      columns.add(
          new OutputColumn("unnest", context.relType(arrayType.element().oid()), 0, 0));
    }
    if (node.ordinality) {
      columns.add(new OutputColumn("ordinality", context.relType(INT8), 0, 0));
    }
    RelNode scan =
        new FunctionScan(
            context.cluster(), rowType(columns), ZippedUnnest.of(types), arrays, false,
            node.ordinality);
    String alias =
        node.alias == null || node.alias.name() == null ? "unnest" : node.alias.name();
    return from.named(scan, columns, node.alias, alias, null);
  }

  private Source set(
      FunctionReference node, RexCall call, PgOperator.Call operator, String alias) {
    Function function = operator.function();
    List<OutputColumn> columns = new ArrayList<>();
    if (!function.outputs().isEmpty()) {
      List<Function.Output> outputs = function.outputs();
      for (Function.Output output : outputs) {
        columns.add(
            new OutputColumn(output.name(), outputType(output, call), 0, 0));
      }
    } else if (hasDefinitions(node.alias)) {
      for (Alias.Definition definition : node.alias.definitions()) {
        columns.add(
            new OutputColumn(
                definition.name(), from.binders().types().bind(definition.type()), 0, 0));
      }
    } else {
      PgRelType type = PgRelType.of(call.getType());
      if (type.type().oid() == Coercion.RECORD) {
        throw new DatabaseException(
            SqlState.SYNTAX_ERROR,
            "a column definition list is required for functions returning \"record\"");
      }
      columns.add(new OutputColumn(alias, type, 0, 0));
    }
    if (node.ordinality) {
      columns.add(new OutputColumn("ordinality", context.relType(INT8), 0, 0));
    }
    RelNode scan =
        new FunctionScan(
            context.cluster(), rowType(columns), function, call.getOperands(),
            operator.variadicArray(), node.ordinality);
    return from.named(scan, columns, node.alias, alias, null);
  }

  /// unnest(anyarray) and the like: a pseudo-type is the call's own result.
  private PgRelType outputType(Function.Output output, RexCall call) {
    return Polymorphism.isPolymorphic(output.typeOid())
        ? PolymorphicOutput.of(context, output.typeOid(), call)
        : context.relType(output.typeOid());
  }

  private static boolean hasDefinitions(@Nullable Alias alias) {
    return alias != null && !alias.definitions().isEmpty();
  }

  /// A scalar function or expression: one row.
  private Source single(FunctionReference node, RexNode value, String alias) {
    List<OutputColumn> columns = new ArrayList<>();
    List<RexNode> row = new ArrayList<>();
    columns.add(new OutputColumn(alias, PgRelType.of(value.getType()), 0, 0));
    row.add(value);
    if (node.ordinality) {
      columns.add(new OutputColumn("ordinality", context.relType(INT8), 0, 0));
      RexNode one = from.binders().coercion().integer(1);
      row.add(from.binders().coercion().implicit(one, context.type(INT8)));
    }
    RelNode rows = new RowsScan(context.cluster(), rowType(columns), List.of(row));
    return from.named(rows, columns, node.alias, alias, null);
  }

  private RelDataType rowType(List<OutputColumn> columns) {
    var builder = context.rex().types().builder();
    for (OutputColumn column : columns) {
      builder.add(column.name(), column.type());
    }
    return builder.uniquify().build();
  }
}
