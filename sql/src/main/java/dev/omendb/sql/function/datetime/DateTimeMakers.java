package dev.omendb.sql.function.datetime;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.real;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.datetime.DateTimes;
import dev.omendb.sql.type.datetime.Interval;

/// make_date, make_time, make_timestamp, make_timestamptz, make_interval.
final class DateTimeMakers {
  private DateTimeMakers() {}

  static void addTo(Implementations into) {
    into.row("make_date", (c, a, i, r) -> put(r, date(a, i)));
    into.row("make_time", (c, a, i, r) -> put(r, time(a, i, 0)));
    into.row("make_timestamp", (c, a, i, r) -> put(r, timestamp(a, i)));
    into.row("make_timestamptz", (c, a, i, r) -> put(r, DateTimeCasts.utc(c, timestamp(a, i))));
    into.row(
        "make_timestamptz_at_timezone",
        (c, a, i, r) -> put(r, DateTimes.toUtc(timestamp(a, i), DateTimeCasts.zone(a[6], i))));
    into.row("make_interval", (c, a, i, r) -> interval(a, i).appendTo((BytesColumn) r));
  }

  private static long date(Column[] arguments, int row) {
    int year = integer(arguments[0], row);
    int month = integer(arguments[1], row);
    int day = integer(arguments[2], row);
    int civilYear = year < 0 ? year + 1 : year;
    if (year == 0
        || month < 1
        || month > 12
        || day < 1
        || day > DateTimes.daysInMonth(civilYear, month)) {
      throw new DatabaseException(
          SqlState.DATETIME_FIELD_OVERFLOW,
          "date field value out of range: %d-%02d-%02d".formatted(year, month, day));
    }
    long days = DateTimes.daysFromCivil(civilYear, month, day);
    if (!DateTimes.isValidDate(days)) {
      throw new DatabaseException(
          SqlState.DATETIME_FIELD_OVERFLOW,
          "date out of range: %d-%02d-%02d".formatted(year, month, day));
    }
    return days;
  }

  private static long time(Column[] arguments, int row, int from) {
    int hour = integer(arguments[from], row);
    int minute = integer(arguments[from + 1], row);
    double second = real(arguments[from + 2], row);
    long micros =
        (hour * 60L + minute) * DateTimes.MICROS_PER_MINUTE + (long) Math.rint(second * 1e6);
    if (hour < 0
        || hour > 24
        || minute < 0
        || minute > 59
        || !(second >= 0 && second <= 60)
        || micros > DateTimes.MICROS_PER_DAY) {
      String seconds =
          second == Math.rint(second) ? "%02d".formatted((long) second) : String.valueOf(second);
      throw new DatabaseException(
          SqlState.DATETIME_FIELD_OVERFLOW,
          "time field value out of range: %d:%02d:%s".formatted(hour, minute, seconds));
    }
    return micros;
  }

  private static long timestamp(Column[] arguments, int row) {
    long days = date(arguments, row);
    return DateTimeFunctions.checked(
        Math.addExact(days * DateTimes.MICROS_PER_DAY, time(arguments, row, 3)));
  }

  /// make_interval(years, months, weeks, days, hours, mins, secs), trailing ones optional.
  private static Interval interval(Column[] arguments, int row) {
    long[] parts = new long[6];
    for (int i = 0; i < parts.length && i < arguments.length; i++) {
      parts[i] = integer(arguments[i], row);
    }
    double seconds = arguments.length > 6 ? real(arguments[6], row) : 0;
    long micros =
        parts[4] * DateTimes.MICROS_PER_HOUR
            + parts[5] * DateTimes.MICROS_PER_MINUTE
            + (long) Math.rint(seconds * 1e6);
    try {
      return new Interval(
          Math.toIntExact(parts[0] * 12 + parts[1]),
          Math.toIntExact(parts[2] * 7 + parts[3]),
          micros);
    } catch (ArithmeticException e) {
      throw DateTimeFunctions.outOfRange("interval");
    }
  }
}
