package dev.omendb.sql.expression;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.Arrays;

/// A hash set over the rows of a column, for IN lists and `= ANY(array)`. Open addressing over row
/// numbers; equality and hash are the type's.
public final class ValueSet {
  private final PgType type;
  private final Column values;
  private final int[] slots;
  private final int mask;
  private final boolean hasNull;

  /// @param values not changed afterwards
  public ValueSet(PgType type, Column values) {
    this.type = type;
    this.values = values;
    int capacity = Integer.highestOneBit(Math.max(4, values.size() * 2)) * 2;
    this.slots = new int[capacity];
    this.mask = capacity - 1;
    this.hasNull = values.hasNulls();
    Arrays.fill(slots, -1);
    for (int row = 0; row < values.size(); row++) {
      if (!values.isNull(row)) {
        insert(row);
      }
    }
  }

  public boolean hasNull() {
    return hasNull;
  }

  public boolean isEmpty() {
    return values.size() == 0;
  }

  /// True when the value (not NULL) is in the set.
  public boolean contains(Column column, int row) {
    int slot = slot(type.hash(column, row));
    while (slots[slot] >= 0) {
      if (type.equal(values, slots[slot], column, row)) {
        return true;
      }
      slot = (slot + 1) & mask;
    }
    return false;
  }

  private void insert(int row) {
    int slot = slot(type.hash(values, row));
    while (slots[slot] >= 0) {
      if (type.equal(values, slots[slot], values, row)) {
        return;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = row;
  }

  private int slot(long hash) {
    return (int) ((hash * 0x9E3779B97F4A7C15L) >>> 32) & mask;
  }
}
