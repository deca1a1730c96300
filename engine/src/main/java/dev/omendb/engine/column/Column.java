package dev.omendb.engine.column;

import java.util.Arrays;

/// A growable run of values of one kind, with SQL NULL as a bit beside the values.
/// Three kinds carry every SQL type: [LongColumn] (boolean, integers, oid, date, time, timestamps),
/// [DoubleColumn] (real, double precision) and [BytesColumn] (everything else, in its storage
/// encoding). Columns are reused from batch to batch by the operator that owns them.
/// Confined to one thread at a time.
public abstract sealed class Column permits LongColumn, DoubleColumn, BytesColumn {
  /// Rows in an ordinary batch.
  public static final int BATCH_ROWS = 1024;

  /// Bit i set: row i is NULL. Longer than needed is fine; shorter never.
  private long[] nullBits;

  private int nullCount;
  int size;

  Column(int capacity) {
    this.nullBits = new long[(Math.max(capacity, 1) + 63) >>> 6];
  }

  /// Number of rows.
  public final int size() {
    return size;
  }

  public final boolean hasNulls() {
    return nullCount > 0;
  }

  public final int nullCount() {
    return nullCount;
  }

  public final boolean isNull(int row) {
    return nullCount > 0 && (nullBits[row >>> 6] & (1L << row)) != 0;
  }

  /// Marks an existing row NULL; its value becomes meaningless.
  public final void setNull(int row) {
    long bit = 1L << row;
    if ((nullBits[row >>> 6] & bit) == 0) {
      nullBits[row >>> 6] |= bit;
      nullCount++;
    }
  }

  /// Marks an existing row not NULL.
  public final void clearNull(int row) {
    long bit = 1L << row;
    if ((nullBits[row >>> 6] & bit) != 0) {
      nullBits[row >>> 6] &= ~bit;
      nullCount--;
    }
  }

  /// Makes every row NULL that is NULL in `other` (same size): how strict functions treat NULL.
  public final void addNullsOf(Column other) {
    if (other.nullCount == 0) {
      return;
    }
    int words = (size + 63) >>> 6;
    int count = 0;
    for (int w = 0; w < words; w++) {
      nullBits[w] |= other.nullBits[w];
      count += Long.bitCount(nullBits[w]);
    }
    nullCount = count;
  }

  /// Empties the column and keeps its memory.
  public void clear() {
    if (nullCount > 0) {
      Arrays.fill(nullBits, 0L);
      nullCount = 0;
    }
    size = 0;
  }

  /// Appends one NULL.
  public abstract void appendNull();

  /// Appends row `row` of a column of the same kind, NULL included.
  public abstract void appendFrom(Column source, int row);

  /// Appends rows `from` (inclusive) to `to` (exclusive) of a column of the same kind.
  public void appendRange(Column source, int from, int to) {
    for (int row = from; row < to; row++) {
      appendFrom(source, row);
    }
  }

  /// Appends the rows named by `rows[0..count)`: how filters and joins gather.
  public void appendRows(Column source, int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      appendFrom(source, rows[i]);
    }
  }

  /// A new empty column of the same kind.
  public abstract Column newEmpty(int capacity);

  /// Bytes of heap held, for memory limits.
  public abstract long retainedBytes();

  /// Grows the validity mask to hold `rows` rows.
  final void ensureNullCapacity(int rows) {
    int words = (rows + 63) >>> 6;
    if (words > nullBits.length) {
      nullBits = Arrays.copyOf(nullBits, Math.max(words, nullBits.length * 2));
    }
  }

  /// Counts one more row and marks it NULL. The subclass has made room.
  final void markAppendedNull() {
    setNull(size);
    size++;
  }

  final long nullBytes() {
    return 8L * nullBits.length;
  }

  static int grown(int capacity, int needed) {
    return Math.max(needed, Math.max(16, capacity + (capacity >> 1)));
  }
}
