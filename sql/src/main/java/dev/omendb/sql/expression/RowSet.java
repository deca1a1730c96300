package dev.omendb.sql.expression;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.Arrays;
import java.util.List;

/// A hash set over the rows of several columns, for `(a, b) IN (SELECT …)`. Rows with a NULL are
/// not in it. Open addressing over row numbers; equality and hash are the types'.
final class RowSet {
  private final List<PgType> types;
  private final Column[] columns;
  private final int[] slots;
  private final int mask;
  private boolean hasNull;

  /// @param columns of `rows` rows each, not changed while the set is in use
  RowSet(List<PgType> types, Column[] columns, int rows) {
    this.types = types;
    this.columns = columns;
    int capacity = Integer.highestOneBit(Math.max(4, rows * 2)) * 2;
    this.slots = new int[capacity];
    this.mask = capacity - 1;
    Arrays.fill(slots, -1);
    for (int row = 0; row < rows; row++) {
      if (isComplete(columns, row)) {
        slots[find(columns, row)] = row;
      } else {
        hasNull = true;
      }
    }
  }

  static boolean isComplete(Column[] columns, int row) {
    for (Column column : columns) {
      if (column.isNull(row)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a row with a NULL was left out.
  boolean hasNull() {
    return hasNull;
  }

  /// @param row one without NULLs
  boolean contains(Column[] others, int row) {
    return slots[find(others, row)] >= 0;
  }

  /// The slot of an equal row, or the free one it would take.
  private int find(Column[] others, int row) {
    long hash = 0;
    for (int i = 0; i < others.length; i++) {
      hash = hash * 31 + types.get(i).hash(others[i], row);
    }
    int slot = (int) ((hash * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (slots[slot] >= 0 && !isEqual(slots[slot], others, row)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isEqual(int own, Column[] others, int row) {
    for (int i = 0; i < others.length; i++) {
      if (!types.get(i).equal(columns[i], own, others[i], row)) {
        return false;
      }
    }
    return true;
  }
}
