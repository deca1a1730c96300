package dev.omendb.sql.bind;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.parse.node.FunctionCall;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.SortItem;
import dev.omendb.sql.parse.node.ValueFunction;
import dev.omendb.sql.plan.rex.AggregateCall;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.plan.rex.SortKey;
import dev.omendb.sql.type.PgType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// Calls of functions, aggregates and window functions.
final class CallBinder {
  /// FUNC_MAX_ARGS.
  private static final int MAX_ARGUMENTS = 100;

  private final ExpressionBinder binder;
  private boolean insideAggregate;

  CallBinder(ExpressionBinder binder) {
    this.binder = binder;
  }

  RexNode bind(FunctionCall call) {
    List<RexNode> arguments = arguments(call);
    if (arguments.size() > MAX_ARGUMENTS) {
      throw new DatabaseException(
              SqlState.TOO_MANY_ARGUMENTS,
              "cannot pass more than " + MAX_ARGUMENTS + " arguments to a function")
          .position(call.name.position());
    }
    FunctionResolver.Call signature = signature(call, arguments);
    if (isLiteralAlone(call, arguments)) {
      RexNode cast = asCast(call, arguments);
      if (cast != null) {
        return cast;
      }
    }
    FunctionResolver.Chosen chosen = binder.binders.functions().resolve(signature);
    if (chosen == null) {
      requireSchema(call.name);
      RexNode cast = asCast(call, arguments);
      if (cast != null) {
        return cast;
      }
      throw binder.binders.functions().undefined(signature, call.star);
    }
    List<RexNode> converted = convert(chosen, arguments, call.name.position());
    PgRelType type = binder.context.relType(chosen.result(), -1);
    return switch (chosen.function().implementation()) {
      case Implementation.Aggregate aggregate -> aggregate(call, chosen, converted, type);
      case Implementation.Window window -> {
        if (call.over == null) {
          throw new DatabaseException(
                  SqlState.WINDOWING_ERROR,
                  "window function " + call.name.name() + " requires an OVER clause")
              .position(call.position());
        }
        yield window(call, chosen, converted, type);
      }
      case Implementation.SetReturning set -> {
        requirePlain(call);
        if (!binder.clause().allowsSets()) {
          throw new DatabaseException(
                  SqlState.FEATURE_NOT_SUPPORTED,
                  "set-returning functions are not allowed in " + binder.clause().words())
              .position(call.position());
        }
        yield plain(call, chosen, converted, type);
      }
      case Implementation.Scalar scalar -> {
        requirePlain(call);
        yield plain(call, chosen, converted, type);
      }
    };
  }

  private void requireSchema(ObjectName name) {
    String schema = name.schema();
    if (schema != null && binder.binders.names().schema(schema).isEmpty()) {
      throw new DatabaseException(
              SqlState.INVALID_SCHEMA_NAME, "schema \"" + schema + "\" does not exist")
          .position(name.position());
    }
  }

  private RexNode plain(
      FunctionCall call,
      FunctionResolver.Chosen chosen,
      List<RexNode> arguments,
      PgRelType type) {
    return binder
        .rex()
        .call(
            new PgOperator.Call(
                chosen.function(), call.name.name(), chosen.variadicArray()),
            shaped(chosen.function(), type, arguments),
            arguments);
  }

  /// A function with several OUT parameters returns a record of them.
  private PgRelType shaped(Function function, PgRelType type, List<RexNode> arguments) {
    if (function.outputs().size() < 2) {
      return type;
    }
    List<PgRelType.Field> fields = new ArrayList<>();
    for (Function.Output output : function.outputs()) {
      PgRelType field =
          Polymorphism.isPolymorphic(output.typeOid())
              ? PolymorphicOutput.of(binder.context, output.typeOid(), arguments)
              : binder.context.relType(output.typeOid());
      fields.add(new PgRelType.Field(output.name(), field));
    }
    return type.withFields(fields);
  }

  private List<RexNode> arguments(FunctionCall call) {
    List<RexNode> arguments = new ArrayList<>();
    boolean wasInside = insideAggregate;
    boolean aggregate = isAggregate(call.name) && call.over == null;
    if (aggregate && insideAggregate) {
      throw new DatabaseException(
              SqlState.GROUPING_ERROR, "aggregate function calls cannot be nested")
          .position(call.position());
    }
    insideAggregate |= aggregate;
    for (FunctionCall.Argument argument : call.arguments) {
      arguments.add(binder.bind(argument.value()));
    }
    if (call.withinGroup) {
      // An ordered-set aggregate takes what it orders by as its last arguments, in that order.
      call.orderBy.forEach(item -> arguments.add(binder.bind(item.expression)));
    }
    insideAggregate = wasInside;
    return arguments;
  }

  private boolean isAggregate(ObjectName name) {
    return binder.context.functions().byName(name.name()).stream()
        .anyMatch(f -> f.implementation() instanceof Implementation.Aggregate);
  }

  private FunctionResolver.Call signature(FunctionCall call, List<RexNode> arguments) {
    PgType[] types = arguments.stream().map(PgRex::typeOf).toArray(PgType[]::new);
    List<@Nullable String> names = new ArrayList<>();
    call.arguments.forEach(a -> names.add(a.name()));
    while (names.size() < types.length) {
      names.add(null);
    }
    return new FunctionResolver.Call(call.name, types, names, call.variadic);
  }

  private List<RexNode> convert(
      FunctionResolver.Chosen chosen, List<RexNode> arguments, int position) {
    List<RexNode> converted = new ArrayList<>();
    for (int i = 0; i < chosen.order().length; i++) {
      int place = chosen.order()[i];
      RexNode argument = place < 0 ? defaultValue(chosen.function(), i) : arguments.get(place);
      try {
        converted.add(binder.binders.coercion().implicit(argument, chosen.arguments()[i]));
      } catch (DatabaseException e) {
        throw e.position(position);
      }
    }
    return chosen.collectFrom() < 0 ? converted : collected(converted, chosen);
  }

  private RexNode defaultValue(Function function, int argument) {
    BytesColumn value = new BytesColumn(1);
    String text = Objects.requireNonNull(function.defaultText(argument));
    value.append(text.getBytes(StandardCharsets.UTF_8));
    return binder.rex().constant(value, binder.context.type(Coercion.UNKNOWN), -1);
  }

  /// f(a, b, c) of f(x, VARIADIC y[]) is f(a, ARRAY[b, c]).
  private List<RexNode> collected(List<RexNode> arguments, FunctionResolver.Chosen chosen) {
    int from = chosen.collectFrom();
    List<RexNode> collected = new ArrayList<>(arguments.subList(0, from));
    List<RexNode> elements = arguments.subList(from, arguments.size());
    PgType element =
        elements.isEmpty()
            ? binder.context.type(Coercion.TEXT)
            : PgRex.typeOf(elements.getFirst());
    collected.add(
        binder
            .rex()
            .call(
                new PgOperator.Form(PgOperator.FormKind.ARRAY, null, -1),
                binder.context.relType(element.info().arrayOid()),
                elements));
    return collected;
  }

  /// `date('2020-01-01')` reads a literal as the type of that name before any function is tried.
  private static boolean isLiteralAlone(FunctionCall call, List<RexNode> arguments) {
    return arguments.size() == 1
        && Coercion.isUnknown(arguments.getFirst())
        && !call.variadic
        && !call.withinGroup
        && call.arguments.getFirst().name() == null;
  }

  /// `float8(x)`: a type's name used as a function is a cast (section 10.3, rule 3).
  private @Nullable RexNode asCast(FunctionCall call, List<RexNode> arguments) {
    if (arguments.size() != 1 || call.star || call.distinct || call.over != null) {
      return null;
    }
    PgType type = binder.binders.names().type(call.name);
    if (type == null) {
      return null;
    }
    return binder
        .binders
        .coercion()
        .convert(
            arguments.getFirst(), type, -1, dev.omendb.sql.function.Cast.Context.EXPLICIT);
  }

  private RexNode aggregate(
      FunctionCall call,
      FunctionResolver.Chosen chosen,
      List<RexNode> arguments,
      PgRelType type) {
    if (call.over != null) {
      return window(call, chosen, arguments, type);
    }
    if (!binder.clause().allowsAggregates()) {
      throw new DatabaseException(
              SqlState.GROUPING_ERROR,
              "aggregate functions are not allowed in " + binder.clause().words())
          .position(call.position());
    }
    List<SortKey> orderBy = sortKeys(call.orderBy);
    RexNode filter =
        call.filter == null ? null : binder.bindCondition(call.filter, Clause.FILTER);
    if (call.distinct) {
      requireComparable(arguments, "DISTINCT");
    }
    AggregateCall bound =
        new AggregateCall(chosen.function(), arguments, call.distinct, orderBy, filter, type);
    List<RexNode> operands = new ArrayList<>(arguments);
    orderBy.forEach(k -> operands.add(k.expression()));
    if (filter != null) {
      operands.add(filter);
    }
    return binder.rex().call(new PgOperator.Aggregate(bound), type, operands);
  }

  private static void requireComparable(List<RexNode> arguments, String what) {
    for (RexNode argument : arguments) {
      if (!PgRex.typeOf(argument).isOrderable() && !PgRex.typeOf(argument).isHashable()) {
        throw new DatabaseException(
            SqlState.UNDEFINED_FUNCTION,
            "could not identify an equality operator for type "
                + PgRex.typeOf(argument).displayName(-1));
      }
    }
  }

  private RexNode window(
      FunctionCall call,
      FunctionResolver.Chosen chosen,
      List<RexNode> arguments,
      PgRelType type) {
    if (!binder.clause().allowsWindows()) {
      throw new DatabaseException(
              SqlState.WINDOWING_ERROR,
              "window functions are not allowed in " + binder.clause().words())
          .position(call.position());
    }
    if (call.distinct) {
      throw DatabaseException.unsupported("DISTINCT in a window function")
          .position(call.position());
    }
    RexNode filter =
        call.filter == null ? null : binder.bindCondition(call.filter, Clause.FILTER);
    return new WindowBinder(binder)
        .bind(call.over, chosen.function(), arguments, filter, type);
  }

  private void requirePlain(FunctionCall call) {
    String name = call.name.name();
    if (call.over != null) {
      throw new DatabaseException(
              SqlState.WRONG_OBJECT_TYPE,
              "OVER specified, but " + name + " is not a window function nor an aggregate function")
          .position(call.position());
    }
    String extra =
        call.star ? name + "(*)" : call.distinct ? "DISTINCT"
            : !call.orderBy.isEmpty() ? "ORDER BY" : call.filter != null ? "FILTER" : null;
    if (extra != null) {
      throw new DatabaseException(
              SqlState.WRONG_OBJECT_TYPE,
              extra + " specified, but " + name + " is not an aggregate function")
          .position(call.position());
    }
  }

  List<SortKey> sortKeys(List<SortItem> items) {
    List<SortKey> keys = new ArrayList<>();
    for (SortItem item : items) {
      keys.add(sortKey(binder.resolveUnknown(binder.bind(item.expression)), item));
    }
    return keys;
  }

  /// Errors: 42883 `could not identify an ordering operator for type json`.
  static SortKey sortKey(RexNode expression, SortItem item) {
    if (!PgRex.typeOf(expression).isOrderable()) {
      throw new DatabaseException(
              SqlState.UNDEFINED_FUNCTION,
              "could not identify an ordering operator for type "
                  + PgRex.typeOf(expression).displayName(-1))
          .hint("Use an explicit ordering operator or modify the query.")
          .position(ExpressionBinder.position(item.expression));
    }
    boolean descending = item.descending;
    if (item.operator != null) {
      descending =
          switch (item.operator) {
            case "<" -> false;
            case ">" -> true;
            default ->
                throw new DatabaseException(
                    SqlState.WRONG_OBJECT_TYPE,
                    "operator " + item.operator + " is not a valid ordering operator");
          };
    }
    boolean nullsFirst = item.nullsFirst == null ? descending : item.nullsFirst;
    return new SortKey(expression, descending, nullsFirst);
  }

  /// CURRENT_DATE and its family are functions of pg_catalog or casts of now().
  RexNode valueFunction(ValueFunction node) {
    RexNode value =
        switch (node.kind) {
          case CURRENT_TIMESTAMP -> named("now", node);
          case CURRENT_DATE -> castNow("date", node);
          case CURRENT_TIME -> castNow("timetz", node);
          case LOCALTIME -> castNow("time", node);
          case LOCALTIMESTAMP -> castNow("timestamp", node);
          case CURRENT_ROLE, CURRENT_USER, USER -> named("current_user", node);
          case SESSION_USER -> named("session_user", node);
          case CURRENT_CATALOG -> named("current_database", node);
          case CURRENT_SCHEMA -> named("current_schema", node);
        };
    return node.precision < 0
        ? value
        : binder
            .binders
            .coercion()
            .explicit(
                value, binder.context.relType(PgRex.typeOf(value), node.precision));
  }

  private RexNode castNow(String type, ValueFunction node) {
    PgType target = binder.context.systemType(type);
    return binder
        .binders
        .coercion()
        .explicit(named("now", node), binder.context.relType(target, -1));
  }

  private RexNode named(String name, ValueFunction node) {
    FunctionResolver.Chosen chosen =
        binder
            .binders
            .functions()
            .resolve(
                new FunctionResolver.Call(
                    ObjectName.system(name, node.position()), new PgType[0], List.of(), false));
    if (chosen == null) {
      throw DatabaseException.unsupported(node.kind.name());
    }
    Function function = chosen.function();
    return binder
        .rex()
        .call(function, name, binder.context.relType(chosen.result(), -1), List.of());
  }
}
