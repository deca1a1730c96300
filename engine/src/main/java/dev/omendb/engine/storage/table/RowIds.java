package dev.omendb.engine.storage.table;

import java.util.Arrays;

/// A growing list of row ids, reused. Confined to one thread.
final class RowIds {
  private long[] values = new long[4];
  private int size;

  void add(long rowId) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = rowId;
  }

  long get(int index) {
    return values[index];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }
}
