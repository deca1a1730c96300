package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.List;
import java.util.stream.Collectors;

/// GREATEST and LEAST: NULLs are ignored.
public final class Extreme extends Expression {
  private final boolean greatest;
  private final List<Expression> arguments;
  private final Column[] values;
  private final Column result;

  /// @param arguments all of `type`
  public Extreme(boolean greatest, List<Expression> arguments, PgType type, int typmod) {
    super(type, typmod);
    this.greatest = greatest;
    this.arguments = List.copyOf(arguments);
    this.values = new Column[arguments.size()];
    this.result = type.storage(typmod).newColumn(1);
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).evaluate(context, input);
    }
    result.clear();
    int rows = input.size();
    for (int row = 0; row < rows; row++) {
      int best = -1;
      for (int i = 0; i < values.length; i++) {
        if (!values[i].isNull(row) && (best < 0 || isBetter(i, best, row))) {
          best = i;
        }
      }
      if (best < 0) {
        result.appendNull();
      } else {
        result.appendFrom(values[best], row);
      }
    }
    return result;
  }

  private boolean isBetter(int candidate, int best, int row) {
    int order = type().compare(values[candidate], row, values[best], row);
    return greatest ? order > 0 : order < 0;
  }

  @Override
  public List<Expression> children() {
    return arguments;
  }

  @Override
  public String toString() {
    return arguments.stream()
        .map(Object::toString)
        .collect(Collectors.joining(", ", greatest ? "GREATEST(" : "LEAST(", ")"));
  }
}
