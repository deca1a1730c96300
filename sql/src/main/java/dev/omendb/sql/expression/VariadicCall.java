package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.function.ScalarKernel;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayType;
import dev.omendb.sql.type.array.ArrayValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `concat(VARIADIC array)`: a call of a function over any arguments whose last ones are the
/// elements of an array, as many as each row has. A NULL array gives NULL.
public final class VariadicCall extends Expression {
  private final Function function;
  private final ScalarKernel kernel;
  private final List<Expression> arguments;
  private final PgType element;
  private final ArrayValue value;
  private final Map<Integer, ScalarKernel> byCount = new HashMap<>();
  private final Column result;

  /// @param arguments the last one is the array
  public VariadicCall(Function function, List<Expression> arguments, PgType type, int typmod) {
    super(type, typmod);
    if (!(function.implementation() instanceof Implementation.Scalar(ScalarKernel scalar, _))) {
      throw new IllegalArgumentException(function.name() + " is not a scalar function");
    }
    this.function = function;
    this.kernel = scalar;
    this.arguments = List.copyOf(arguments);
    this.element = ((ArrayType) arguments.getLast().type()).element();
    this.value = new ArrayValue(element);
    this.result = type.storage(typmod).newColumn(1);
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column[] values = new Column[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).evaluate(context, input);
    }
    Column arrays = values[values.length - 1];
    result.clear();
    for (int row = 0; row < input.size(); row++) {
      if (arrays.isNull(row)) {
        result.appendNull();
      } else {
        apply(context, values, row);
      }
    }
    return result;
  }

  private void apply(EvaluationContext context, Column[] values, int row) {
    value.at(values[values.length - 1], row);
    int fixed = values.length - 1;
    Column[] expanded = new Column[fixed + value.count()];
    for (int i = 0; i < fixed; i++) {
      expanded[i] = values[i].newEmpty(1);
      expanded[i].appendFrom(values[i], row);
    }
    for (int i = 0; i < value.count(); i++) {
      expanded[fixed + i] = element.storage(-1).newColumn(1);
      value.appendTo(i, expanded[fixed + i]);
    }
    Column one = result.newEmpty(1);
    byCount.computeIfAbsent(value.count(), this::specialise).apply(context, expanded, 1, one);
    result.appendFrom(one, 0);
  }

  private ScalarKernel specialise(int count) {
    List<PgType> types = new ArrayList<>();
    for (Expression argument : arguments.subList(0, arguments.size() - 1)) {
      types.add(argument.type());
    }
    for (int i = 0; i < count; i++) {
      types.add(element);
    }
    return kernel.specialise(types, type());
  }

  @Override
  public List<Expression> children() {
    return arguments;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(function.name()).append('(');
    for (int i = 0; i < arguments.size(); i++) {
      text.append(i == 0 ? "" : ", ");
      text.append(i == arguments.size() - 1 ? "VARIADIC " : "").append(arguments.get(i));
    }
    return text.append(')').toString();
  }
}
