package dev.omendb.sql.type.datetime;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.sql.type.LittleEndian;

/// An interval. Its storage bytes, FIXED(16) and little-endian: int64 microseconds, int32 days,
/// int32 months. The three parts are kept apart and may differ in sign; for comparison a month is
/// 30 days and a day 24 hours.
public record Interval(int months, int days, long micros) {
  public static final int BYTES = 16;
  public static final Interval ZERO = new Interval(0, 0, 0);

  public static Interval at(BytesColumn column, int row) {
    return new Interval(months(column, row), days(column, row), micros(column, row));
  }

  public static long micros(BytesColumn column, int row) {
    return LittleEndian.getLong(column.heap(), column.offset(row));
  }

  public static int days(BytesColumn column, int row) {
    return LittleEndian.getInt(column.heap(), column.offset(row) + 8);
  }

  public static int months(BytesColumn column, int row) {
    return LittleEndian.getInt(column.heap(), column.offset(row) + 12);
  }

  public void appendTo(BytesColumn into) {
    append(months, days, micros, into);
  }

  public static void append(int months, int days, long micros, BytesColumn into) {
    int at = into.reserve(BYTES);
    LittleEndian.putLong(into.heap(), at, micros);
    LittleEndian.putInt(into.heap(), at + 8, days);
    LittleEndian.putInt(into.heap(), at + 12, months);
  }

  /// Whole days of its length; with [#spanMicros] what comparisons use.
  public static long spanDays(BytesColumn column, int row) {
    return months(column, row) * 30L
        + days(column, row)
        + Math.floorDiv(micros(column, row), DateTimes.MICROS_PER_DAY);
  }

  /// The rest of its length beyond [#spanDays], below a day.
  public static long spanMicros(BytesColumn column, int row) {
    return Math.floorMod(micros(column, row), DateTimes.MICROS_PER_DAY);
  }
}
