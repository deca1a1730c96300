package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.function.ScalarKernel;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call of a scalar function or operator. Arguments have the function's types already.
public final class FunctionCall extends Expression {
  private final Function function;
  private final @Nullable String operatorName;
  private final List<Expression> arguments;
  private final ScalarKernel kernel;
  private final Column[] values;
  private final Column result;

  public FunctionCall(Function function, List<Expression> arguments, PgType type, int typmod) {
    this(function, null, arguments, type, typmod);
  }

  /// @param operatorName how it was written and is printed: `+`; null for `f(x)`
  public FunctionCall(
      Function function,
      @Nullable String operatorName,
      List<Expression> arguments,
      PgType type,
      int typmod) {
    super(type, typmod);
    this.function = function;
    this.operatorName = operatorName;
    this.arguments = List.copyOf(arguments);
    if (!(function.implementation() instanceof Implementation.Scalar(ScalarKernel scalar, _))) {
      throw new IllegalArgumentException(function.name() + " is not a scalar function");
    }
    List<PgType> types = new ArrayList<>();
    for (Expression argument : arguments) {
      types.add(argument.type());
    }
    this.kernel = scalar.specialise(types, type);
    this.values = new Column[arguments.size()];
    this.result = type.storage(typmod).newColumn(1);
  }

  public Function function() {
    return function;
  }

  public @Nullable String operatorName() {
    return operatorName;
  }

  public boolean isInfallible() {
    return kernel.isInfallible();
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).evaluate(context, input);
    }
    result.clear();
    kernel.apply(context, values, input.size(), result);
    return result;
  }

  @Override
  public List<Expression> children() {
    return arguments;
  }

  @Override
  public String toString() {
    if (operatorName == null) {
      StringBuilder text = new StringBuilder(function.name()).append('(');
      for (int i = 0; i < arguments.size(); i++) {
        text.append(i == 0 ? "" : ", ").append(arguments.get(i));
      }
      return text.append(')').toString();
    }
    return arguments.size() == 1
        ? "(" + operatorName + " " + arguments.get(0) + ")"
        : "(" + arguments.get(0) + " " + operatorName + " " + arguments.get(1) + ")";
  }
}
