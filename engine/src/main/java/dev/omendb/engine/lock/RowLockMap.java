package dev.omendb.engine.lock;

/// Row -> holder in arrays of longs: a lock without competition costs 24 bytes and no object. Open
/// addressing with linear probing; a removal closes the gap. Guarded by the stripe's lock.
final class RowLockMap {
  /// Value of a row whose holders are in a [LockQueue].
  static final long QUEUED = -1;

  private static final int MINIMUM_CAPACITY = 64;

  private long[] tables = new long[MINIMUM_CAPACITY];
  private long[] rows = new long[MINIMUM_CAPACITY];

  /// 0: the slot is free.
  private long[] values = new long[MINIMUM_CAPACITY];

  private int size;

  static long hash(long tableOid, long rowId) {
    long h = (rowId + tableOid * 0x9E3779B97F4A7C15L) * 0xD6E8FEB86659FD93L;
    h ^= h >>> 32;
    h *= 0xD6E8FEB86659FD93L;
    return h ^ h >>> 32;
  }

  int size() {
    return size;
  }

  /// The row's value, or 0.
  long get(long tableOid, long rowId) {
    return values[slot(tableOid, rowId)];
  }

  void put(long tableOid, long rowId, long value) {
    assert value != 0;
    int slot = slot(tableOid, rowId);
    if (values[slot] == 0) {
      if ((size + 1) * 2 > values.length) {
        resize(values.length * 2);
        slot = slot(tableOid, rowId);
      }
      tables[slot] = tableOid;
      rows[slot] = rowId;
      size++;
    }
    values[slot] = value;
  }

  void remove(long tableOid, long rowId) {
    int slot = slot(tableOid, rowId);
    if (values[slot] == 0) {
      return;
    }
    size--;
    int mask = values.length - 1;
    int gap = slot;
    for (int next = (gap + 1) & mask; values[next] != 0; next = (next + 1) & mask) {
      int home = (int) hash(tables[next], rows[next]) & mask;
      if (((next - home) & mask) >= ((next - gap) & mask)) {
        tables[gap] = tables[next];
        rows[gap] = rows[next];
        values[gap] = values[next];
        gap = next;
      }
    }
    values[gap] = 0;
    if (size == 0 && values.length > MINIMUM_CAPACITY * 16) {
      resize(MINIMUM_CAPACITY);
    }
  }

  /// Where the row is, or the free slot where it would go.
  private int slot(long tableOid, long rowId) {
    int mask = values.length - 1;
    int slot = (int) hash(tableOid, rowId) & mask;
    while (values[slot] != 0 && (rows[slot] != rowId || tables[slot] != tableOid)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void resize(int capacity) {
    long[] oldTables = tables;
    long[] oldRows = rows;
    long[] oldValues = values;
    tables = new long[capacity];
    rows = new long[capacity];
    values = new long[capacity];
    for (int i = 0; i < oldValues.length; i++) {
      if (oldValues[i] != 0) {
        int slot = slot(oldTables[i], oldRows[i]);
        tables[slot] = oldTables[i];
        rows[slot] = oldRows[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
