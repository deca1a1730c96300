package dev.omendb.engine.column;

import java.util.Arrays;

/// Carries boolean (0/1), smallint, integer, bigint, oid, date, time and timestamps.
public final class LongColumn extends Column {
  private long[] values;

  public LongColumn() {
    this(BATCH_ROWS);
  }

  public LongColumn(int capacity) {
    super(capacity);
    this.values = new long[Math.max(capacity, 1)];
  }

  public long get(int row) {
    return values[row];
  }

  /// The backing array, for loops; valid until the next append. Rows beyond [#size] are garbage.
  public long[] values() {
    return values;
  }

  public void set(int row, long value) {
    values[row] = value;
  }

  public void append(long value) {
    ensure(size + 1);
    values[size++] = value;
  }

  /// Sets the size without initialising the values: for loops that then fill [#values] directly.
  public void resize(int rows) {
    ensure(rows);
    size = rows;
  }

  @Override
  public void appendNull() {
    ensure(size + 1);
    values[size] = 0;
    markAppendedNull();
  }

  @Override
  public void appendFrom(Column source, int row) {
    LongColumn from = (LongColumn) source;
    if (from.isNull(row)) {
      appendNull();
    } else {
      append(from.values[row]);
    }
  }

  @Override
  public void appendRange(Column source, int from, int to) {
    if (source.hasNulls()) {
      super.appendRange(source, from, to);
      return;
    }
    int count = to - from;
    ensure(size + count);
    System.arraycopy(((LongColumn) source).values, from, values, size, count);
    size += count;
  }

  @Override
  public LongColumn newEmpty(int capacity) {
    return new LongColumn(capacity);
  }

  @Override
  public long retainedBytes() {
    return 8L * values.length + nullBytes();
  }

  private void ensure(int rows) {
    if (rows > values.length) {
      values = Arrays.copyOf(values, grown(values.length, rows));
    }
    ensureNullCapacity(values.length);
  }
}
