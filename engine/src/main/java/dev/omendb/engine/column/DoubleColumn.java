package dev.omendb.engine.column;

import java.util.Arrays;

/// Carries real (each value exactly a float) and double precision.
public final class DoubleColumn extends Column {
  private double[] values;

  public DoubleColumn() {
    this(BATCH_ROWS);
  }

  public DoubleColumn(int capacity) {
    super(capacity);
    this.values = new double[Math.max(capacity, 1)];
  }

  public double get(int row) {
    return values[row];
  }

  /// The backing array, for loops; valid until the next append. Rows beyond [#size] are garbage.
  public double[] values() {
    return values;
  }

  public void set(int row, double value) {
    values[row] = value;
  }

  public void append(double value) {
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
    DoubleColumn from = (DoubleColumn) source;
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
    System.arraycopy(((DoubleColumn) source).values, from, values, size, count);
    size += count;
  }

  @Override
  public DoubleColumn newEmpty(int capacity) {
    return new DoubleColumn(capacity);
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
