package dev.omendb.sql.expression;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
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

  /// True when it was made of the same values in the same order; false is always safe. Cheaper than
  /// hashing them again.
  boolean madeOf(Column other) {
    if (other.size() != values.size() || other.hasNulls() || values.hasNulls()) {
      return false;
    }
    int size = values.size();
    return switch (values) {
      case LongColumn longs ->
          Arrays.equals(longs.values(), 0, size, ((LongColumn) other).values(), 0, size);
      case DoubleColumn doubles ->
          Arrays.equals(doubles.values(), 0, size, ((DoubleColumn) other).values(), 0, size);
      case BytesColumn bytes -> sameBytes(bytes, (BytesColumn) other, size);
    };
  }

  private static boolean sameBytes(BytesColumn a, BytesColumn b, int size) {
    for (int i = 0; i < size; i++) {
      int from = a.offset(i);
      int at = b.offset(i);
      int length = a.length(i);
      if (length != b.length(i)
          || !Arrays.equals(a.heap(), from, from + length, b.heap(), at, at + length)) {
        return false;
      }
    }
    return true;
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
