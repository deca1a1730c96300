package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.SetKernel;
import java.util.List;

/// A call of a set-returning function.
///
/// @param strict a NULL argument gives no rows
/// @param layout the columns it returns
public record SetCall(
    String name, SetKernel kernel, boolean strict, List<Expression> arguments, RowLayout layout) {
  private static final SetKernel.Rows NO_ROWS = (_, _) -> 0;

  public SetCall {
    arguments = List.copyOf(arguments);
  }

  /// Evaluates the arguments over a batch.
  Column[] evaluate(EvaluationContext context, Batch input) {
    Column[] values = new Column[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).evaluate(context, input);
    }
    return values;
  }

  /// Starts the function for one row of evaluated arguments.
  SetKernel.Rows start(EvaluationContext context, Column[] values, int row) {
    if (strict) {
      for (Column value : values) {
        if (value.isNull(row)) {
          return NO_ROWS;
        }
      }
    }
    return kernel.start(context, values, row);
  }
}
