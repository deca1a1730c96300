package dev.omendb.sql.type.datetime;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.Hashing;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeInfo;

/// interval. Storage: see [Interval].
public final class IntervalType extends BytesType {
  private static final StorageType STORAGE = StorageType.fixed(Interval.BYTES);

  public IntervalType(TypeInfo info) {
    super(info, "interval");
  }

  @Override
  public String displayName(int typmod) {
    return IntervalTypmod.display(typmod);
  }

  @Override
  public StorageType storage(int typmod) {
    return STORAGE;
  }

  @Override
  public int typmodIn(String[] modifiers) {
    return IntervalTypmod.parse(modifiers);
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    IntervalDecoder.decode(InputErrors.text(source, from, to), typmod, settings.intervalStyle())
        .appendTo((BytesColumn) into);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    IntervalWriter.write(out, Interval.at((BytesColumn) column, row), settings.intervalStyle());
  }

  /// int64 microseconds, int32 days, int32 months.
  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireLength(length, Interval.BYTES);
    Interval sent =
        new Interval(
            BigEndian.getInt(source, from + 12),
            BigEndian.getInt(source, from + 8),
            BigEndian.getLong(source, from));
    IntervalTypmod.apply(sent, typmod).appendTo((BytesColumn) into);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn intervals = (BytesColumn) column;
    out.writeLong(Interval.micros(intervals, row));
    out.writeInt(Interval.days(intervals, row));
    out.writeInt(Interval.months(intervals, row));
  }

  @Override
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    IntervalTypmod.apply(Interval.at((BytesColumn) source, row), typmod)
        .appendTo((BytesColumn) into);
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    BytesColumn left = (BytesColumn) a;
    BytesColumn right = (BytesColumn) b;
    int order = Long.compare(Interval.spanDays(left, rowA), Interval.spanDays(right, rowB));
    return order != 0
        ? order
        : Long.compare(Interval.spanMicros(left, rowA), Interval.spanMicros(right, rowB));
  }

  @Override
  public boolean equal(Column a, int rowA, Column b, int rowB) {
    return compare(a, rowA, b, rowB) == 0;
  }

  @Override
  public long hash(Column column, int row) {
    BytesColumn intervals = (BytesColumn) column;
    return Hashing.mix(
        Hashing.combine(Interval.spanDays(intervals, row), Interval.spanMicros(intervals, row)));
  }

  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    BytesColumn intervals = (BytesColumn) column;
    into.putLong(Interval.spanDays(intervals, row) ^ Long.MIN_VALUE);
    into.putLong(Interval.spanMicros(intervals, row));
  }
}
