package dev.omendb.engine.index.btree;

import java.util.Arrays;

/// A growing list of row ids, reused from lookup to lookup. Confined to one thread.
public final class RowIds {
  private long[] values = new long[4];
  private int size;

  public void add(long rowId) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = rowId;
  }

  public long get(int index) {
    return values[index];
  }

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }
}
