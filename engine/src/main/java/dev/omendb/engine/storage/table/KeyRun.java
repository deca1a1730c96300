package dev.omendb.engine.storage.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sorted entries of an ordered index in memory; immutable once shared. What a big commit or an
/// index build leaves, until a checkpoint writes it to a file.
final class KeyRun implements KeyEntries {
  private final byte[][] keys;
  private final long[] rowIds;

  /// Takes both arrays, which must be in order.
  KeyRun(byte[][] keys, long[] rowIds) {
    this.keys = keys;
    this.rowIds = rowIds;
  }

  /// Replaces the row ids, before the run is shared. Private rows are placed in their own order, so
  /// entries of equal keys stay in order.
  void map(RowMapping rows) {
    for (int i = 0; i < rowIds.length; i++) {
      rowIds[i] = rows.committed(rowIds[i]);
    }
  }

  @Override
  public void lookup(byte[] key, int length, RowIds into) {
    for (int i = lowerBound(key, length); i < keys.length; i++) {
      if (!Arrays.equals(keys[i], 0, keys[i].length, key, 0, length)) {
        return;
      }
      into.add(rowIds[i]);
    }
  }

  @Override
  public Cursor range(byte @Nullable [] from, byte @Nullable [] to, boolean descending) {
    int low = from == null ? 0 : lowerBound(from, from.length);
    int high = to == null ? keys.length : lowerBound(to, to.length);
    return new ArrayCursor(low, Math.max(low, high), descending);
  }

  /// First entry whose key is not below.
  private int lowerBound(byte[] key, int length) {
    int low = 0;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      byte[] candidate = keys[middle];
      if (Arrays.compareUnsigned(candidate, 0, candidate.length, key, 0, length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private final class ArrayCursor implements Cursor {
    private final int step;
    private int at;
    private int left;

    ArrayCursor(int low, int high, boolean descending) {
      this.step = descending ? -1 : 1;
      this.at = descending ? high : low - 1;
      this.left = high - low;
    }

    @Override
    public boolean advance() {
      if (left == 0) {
        return false;
      }
      left--;
      at += step;
      return true;
    }

    @Override
    public byte[] key() {
      return keys[at];
    }

    @Override
    public long rowId() {
      return rowIds[at];
    }
  }
}
