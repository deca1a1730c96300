package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;

/// Numbers of the rows that passed a condition. Reused from batch to batch by its owner.
public final class Selection {
  private int[] rows = new int[Column.BATCH_ROWS + 1];
  private int count;

  /// Chooses the rows where a boolean column is true (neither false nor NULL).
  ///
  /// @return how many
  public int choose(Column condition, int size) {
    ensure(size);
    long[] values = ((LongColumn) condition).values();
    int chosen = 0;
    if (condition.hasNulls()) {
      for (int row = 0; row < size; row++) {
        rows[chosen] = row;
        chosen += values[row] != 0 && !condition.isNull(row) ? 1 : 0;
      }
    } else {
      for (int row = 0; row < size; row++) {
        rows[chosen] = row;
        chosen += values[row] != 0 ? 1 : 0;
      }
    }
    count = chosen;
    return chosen;
  }

  /// Empties the selection and makes room, for [#add].
  public void clear(int capacity) {
    ensure(capacity);
    count = 0;
  }

  public void add(int row) {
    rows[count++] = row;
  }

  public int count() {
    return count;
  }

  /// The chosen rows, ascending, from index 0.
  public int[] rows() {
    return rows;
  }

  /// Copies the chosen rows into an emptied batch of the same layout.
  public void compact(Batch from, Batch into) {
    into.clear();
    for (int c = 0; c < into.width(); c++) {
      into.column(c).appendRows(from.column(c), rows, count);
    }
    into.setSize(count);
  }

  private void ensure(int size) {
    if (rows.length < size + 1) {
      rows = new int[size + 1];
    }
  }
}
