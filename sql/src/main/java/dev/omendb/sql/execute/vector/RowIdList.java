package dev.omendb.sql.execute.vector;

import java.util.Arrays;

/// A growing list of row ids that stops at a limit. Confined to one thread.
final class RowIdList {
  private final int limit;
  private long[] ids = new long[16];
  private int size;

  RowIdList(int limit) {
    this.limit = limit;
  }

  void add(long rowId) {
    if (size == limit) {
      return;
    }
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = rowId;
  }

  void addAll(RowIdList other) {
    for (int i = 0; i < other.size; i++) {
      add(other.ids[i]);
    }
  }

  int size() {
    return size;
  }

  long get(int index) {
    return ids[index];
  }
}
