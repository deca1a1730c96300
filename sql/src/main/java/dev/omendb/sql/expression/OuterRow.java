package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import java.util.List;

/// Hands the current row to a correlated subquery as correlation variable `id`: the values of some
/// expressions over it, in order. Confined to the plan's thread.
public final class OuterRow {
  private final int id;
  private final List<Expression> arguments;
  private final Column[] values;
  private final Batch row;

  public OuterRow(int id, List<Expression> arguments) {
    this.id = id;
    this.arguments = List.copyOf(arguments);
    this.values = new Column[arguments.size()];
    Column[] columns = new Column[arguments.size()];
    for (int i = 0; i < columns.length; i++) {
      Expression argument = arguments.get(i);
      columns[i] = argument.type().storage(argument.typmod()).newColumn(1);
    }
    this.row = new Batch(columns);
  }

  List<Expression> arguments() {
    return arguments;
  }

  /// Evaluates the arguments over a batch; [#bind] then picks rows of it.
  void evaluate(EvaluationContext context, Batch input) {
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).evaluate(context, input);
    }
  }

  /// Makes row `at` of the input the outer row.
  void bind(EvaluationContext context, int at) {
    for (int i = 0; i < values.length; i++) {
      Column into = row.column(i);
      into.clear();
      into.appendFrom(values[i], at);
    }
    row.setSize(1);
    context.setOuterRow(id, row);
  }
}
