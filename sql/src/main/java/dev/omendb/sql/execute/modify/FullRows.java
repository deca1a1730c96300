package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.modify.TargetTable.Generated;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;

/// Arranges some columns of a batch as full rows of a table; columns the batch has not are NULL.
/// Passes columns on without a copy. Owned by one operator.
final class FullRows {
  private final TargetTable target;

  /// For each column of the table its place in the source batch, or -1.
  private final int[] places;

  private final Batch rows;
  private final Column[] absent;

  /// @param attnums of the source batch's first columns
  FullRows(TargetTable target, List<Integer> attnums) {
    this.target = target;
    this.places = new int[target.width()];
    this.rows = target.layout().newBatch(0);
    this.absent = new Column[target.width()];
    for (int column = 0; column < places.length; column++) {
      places[column] = attnums.indexOf(column + 1);
      if (places[column] < 0) {
        absent[column] = rows.column(column).newEmpty(1);
      }
    }
  }

  /// The place in the source of a table's column, or -1.
  int place(int attnum) {
    return places[attnum - 1];
  }

  /// The rows as they are in the source; valid until the next call.
  Batch of(Batch source) {
    for (int column = 0; column < places.length; column++) {
      rows.setColumn(
          column,
          places[column] < 0
              ? nulls(absent[column], source.size())
              : source.column(places[column]));
    }
    rows.setSize(source.size());
    return rows;
  }

  /// Computes the generated columns of full rows.
  void generate(EvaluationContext context, Batch fullRows) {
    for (Generated generated : target.generated()) {
      fullRows.setColumn(
          generated.attnum() - 1, generated.expression().evaluate(context, fullRows));
    }
  }

  private static Column nulls(Column column, int size) {
    if (column.size() > size) {
      column.clear();
    }
    while (column.size() < size) {
      column.appendNull();
    }
    return column;
  }
}
