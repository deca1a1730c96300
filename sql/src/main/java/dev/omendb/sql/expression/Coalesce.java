package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.List;
import java.util.stream.Collectors;

/// COALESCE: an argument is evaluated only over rows where those before it are NULL.
public final class Coalesce extends Expression {
  private final List<Expression> arguments;
  private final RowSubset[] subsets;
  private final RowChoice choice = new RowChoice();
  private final Column result;
  private int[] open = new int[Column.BATCH_ROWS];

  public Coalesce(List<Expression> arguments, PgType type, int typmod) {
    super(type, typmod);
    this.arguments = List.copyOf(arguments);
    this.subsets = arguments.stream().map(RowSubset::new).toArray(RowSubset[]::new);
    this.result = type.storage(typmod).newColumn(1);
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    int rows = input.size();
    Column first = arguments.get(0).evaluate(context, input);
    if (!first.hasNulls()) {
      return first;
    }
    if (open.length < rows) {
      open = new int[rows];
    }
    choice.reset(rows);
    int openCount = 0;
    for (int row = 0; row < rows; row++) {
      if (first.isNull(row)) {
        open[openCount++] = row;
      } else {
        choice.assign(row, first, row);
      }
    }
    for (int i = 1; i < subsets.length && openCount > 0; i++) {
      Column values = subsets[i].evaluate(context, input, open, openCount);
      int stillOpen = 0;
      for (int at = 0; at < openCount; at++) {
        if (values.isNull(at)) {
          open[stillOpen++] = open[at];
        } else {
          choice.assign(open[at], values, at);
        }
      }
      openCount = stillOpen;
    }
    result.clear();
    choice.collect(rows, result);
    return result;
  }

  @Override
  public List<Expression> children() {
    return arguments;
  }

  @Override
  public String toString() {
    return arguments.stream()
        .map(Object::toString)
        .collect(Collectors.joining(", ", "COALESCE(", ")"));
  }
}
