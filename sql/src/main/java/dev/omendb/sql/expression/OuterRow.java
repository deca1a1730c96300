package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import org.jspecify.annotations.Nullable;

/// Hands the current row to a correlated subquery as correlation variable `id`. Its batch is as
/// wide as the input; only the columns the subquery uses are filled.
public final class OuterRow {
  private final int id;
  private final int[] columns;
  private @Nullable Batch row;

  public OuterRow(int id, int[] columns) {
    this.id = id;
    this.columns = columns.clone();
  }

  int[] columns() {
    return columns;
  }

  /// Makes row `at` of the input the outer row.
  public void bind(EvaluationContext context, Batch input, int at) {
    Batch batch = row;
    if (batch == null) {
      batch = new Batch(input.columns().clone());
      for (int column : columns) {
        batch.setColumn(column, input.column(column).newEmpty(1));
      }
      row = batch;
    }
    for (int column : columns) {
      Column into = batch.column(column);
      into.clear();
      into.appendFrom(input.column(column), at);
    }
    batch.setSize(1);
    context.setOuterRow(id, batch);
  }
}
