package dev.omendb.sql.execute;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.PgType;
import java.util.Arrays;
import java.util.List;

/// Hashes and compares rows by key columns: what hash tables over rows share. NULL hashes to a
/// constant and equals NULL; joins leave NULL keys out before they ask. Owned by one operator.
public final class RowHasher {
  private static final long NULL_HASH = 0x5bd1e9955bd1e995L;

  private final PgType[] types;
  private long[] hashes = new long[Column.BATCH_ROWS];

  public RowHasher(List<PgType> keyTypes) {
    this.types = keyTypes.toArray(new PgType[0]);
  }

  public int width() {
    return types.length;
  }

  /// Hashes of rows 0..size; valid until the next call.
  public long[] hash(Column[] keys, int size) {
    if (hashes.length < size) {
      hashes = new long[size];
    }
    Arrays.fill(hashes, 0, size, 0);
    for (int k = 0; k < types.length; k++) {
      mixIn(keys[k], types[k], size);
    }
    return hashes;
  }

  private void mixIn(Column column, PgType type, int size) {
    boolean nulls = column.hasNulls();
    switch (column) {
      case LongColumn longs -> {
        long[] values = longs.values();
        for (int i = 0; i < size; i++) {
          long hash = nulls && longs.isNull(i) ? NULL_HASH : values[i];
          hashes[i] = mix(hashes[i] * 31 + hash);
        }
      }
      case DoubleColumn doubles -> {
        for (int i = 0; i < size; i++) {
          long hash =
              nulls && doubles.isNull(i)
                  ? NULL_HASH
                  : Double.doubleToLongBits(doubles.get(i) + 0.0);
          hashes[i] = mix(hashes[i] * 31 + hash);
        }
      }
      case Column other -> {
        for (int i = 0; i < size; i++) {
          long hash = nulls && other.isNull(i) ? NULL_HASH : type.hash(other, i);
          hashes[i] = mix(hashes[i] * 31 + hash);
        }
      }
    }
  }

  /// Whether two rows have equal keys, NULL equal to NULL.
  public boolean equal(Column[] a, int rowA, Column[] b, int rowB) {
    for (int k = 0; k < types.length; k++) {
      if (!equalValue(types[k], a[k], rowA, b[k], rowB)) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalValue(PgType type, Column a, int rowA, Column b, int rowB) {
    boolean nullA = a.isNull(rowA);
    if (nullA || b.isNull(rowB)) {
      return nullA && b.isNull(rowB);
    }
    if (a instanceof LongColumn longs) {
      return longs.get(rowA) == ((LongColumn) b).get(rowB);
    }
    return type.equal(a, rowA, b, rowB);
  }

  /// Finalizer of MurmurHash3: every input bit reaches every output bit.
  private static long mix(long value) {
    long h = value;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
