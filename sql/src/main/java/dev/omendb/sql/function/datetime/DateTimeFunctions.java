package dev.omendb.sql.function.datetime;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.datetime.format.FormatFunctions;
import dev.omendb.sql.type.datetime.DateTimes;
import dev.omendb.sql.type.datetime.Interval;
import dev.omendb.sql.type.datetime.TimeTzType;
import java.time.ZoneId;

/// Operators of dates, times and timestamps, the clock, and the list of this theme.
public final class DateTimeFunctions {
  private DateTimeFunctions() {}

  public static void addTo(Implementations into) {
    addClock(into);
    addDates(into);
    addTimes(into);
    addTimestamps(into);
    DateTimeCasts.addTo(into);
    DateTimeComparisons.addTo(into);
    IntervalFunctions.addTo(into);
    Extraction.addTo(into);
    Truncation.addTo(into);
    Age.addTo(into);
    DateTimeMakers.addTo(into);
    Overlaps.addTo(into);
    TimestampSeries.addTo(into);
    FormatFunctions.addTo(into);
  }

  private static void addClock(Implementations into) {
    into.row("now", (c, a, i, r) -> put(r, c.transactionMicros()));
    into.row("statement_timestamp", (c, a, i, r) -> put(r, c.statementMicros()));
    into.row("timeofday", DateTimeFunctions::timeOfDay);
    into.row("clock_timestamp", (c, a, i, r) -> put(r, c.clockMicros()));
  }

  /// `Wed Feb 26 10:00:00.000000 2024 UTC`.
  private static void timeOfDay(CallContext context, Column[] arguments, int row, Column result) {
    long local = DateTimes.toLocal(context.clockMicros(), zone(context));
    String text = FormatFunctions.print(local, "Dy Mon DD HH24:MI:SS.US YYYY");
    put(result, text + " " + zone(context).getId());
  }

  private static void addDates(Implementations into) {
    into.row("date_mi", DateTimeFunctions::daysBetween);
    into.row("date_pli", (c, a, i, r) -> put(r, shifted(number(a[0], i), number(a[1], i))));
    into.row("date_mii", (c, a, i, r) -> put(r, shifted(number(a[0], i), -number(a[1], i))));
    into.row(
        "integer_pl_date(int4,date)",
        (c, a, i, r) -> put(r, shifted(number(a[1], i), number(a[0], i))));
    into.row(
        "date_pl_interval", (c, a, i, r) -> put(r, plus(dateStart(a[0], i), interval(a[1], i), 1)));
    into.row(
        "date_mi_interval",
        (c, a, i, r) -> put(r, plus(dateStart(a[0], i), interval(a[1], i), -1)));
    into.row(
        "interval_pl_date(interval,date)",
        (c, a, i, r) -> put(r, plus(dateStart(a[1], i), interval(a[0], i), 1)));
  }

  private static void addTimes(Implementations into) {
    into.row(
        "time_mi_time",
        (c, a, i, r) -> Interval.append(0, 0, number(a[0], i) - number(a[1], i), (BytesColumn) r));
    into.row(
        "time_pl_interval", (c, a, i, r) -> put(r, turned(number(a[0], i), interval(a[1], i), 1)));
    into.row(
        "time_mi_interval", (c, a, i, r) -> put(r, turned(number(a[0], i), interval(a[1], i), -1)));
    into.row(
        "interval_pl_time(interval,time)",
        (c, a, i, r) -> put(r, turned(number(a[1], i), interval(a[0], i), 1)));
    into.row("timetz_pl_interval", (c, a, i, r) -> turnZoned(a[0], interval(a[1], i), i, 1, r));
    into.row("timetz_mi_interval", (c, a, i, r) -> turnZoned(a[0], interval(a[1], i), i, -1, r));
    into.row(
        "interval_pl_timetz(interval,timetz)",
        (c, a, i, r) -> turnZoned(a[1], interval(a[0], i), i, 1, r));
  }

  private static void addTimestamps(Implementations into) {
    into.row("timestamp_mi", DateTimeFunctions::between);
    into.row(
        "timestamp_pl_interval",
        (c, a, i, r) -> put(r, plus(number(a[0], i), interval(a[1], i), 1)));
    into.row(
        "timestamp_mi_interval",
        (c, a, i, r) -> put(r, plus(number(a[0], i), interval(a[1], i), -1)));
    into.row(
        "interval_pl_timestamp(interval,timestamp)",
        (c, a, i, r) -> put(r, plus(number(a[1], i), interval(a[0], i), 1)));
    into.row(
        "timestamptz_pl_interval",
        (c, a, i, r) -> put(r, plus(number(a[0], i), interval(a[1], i), 1, zone(c))));
    into.row(
        "timestamptz_mi_interval",
        (c, a, i, r) -> put(r, plus(number(a[0], i), interval(a[1], i), -1, zone(c))));
    into.row(
        "interval_pl_timestamptz(interval,timestamptz)",
        (c, a, i, r) -> put(r, plus(number(a[1], i), interval(a[0], i), 1, zone(c))));
    into.row("timestamp_finite", (c, a, i, r) -> put(r, DateTimes.isFinite(number(a[0], i))));
    into.row("date_finite", (c, a, i, r) -> put(r, DateTimes.isFiniteDate(number(a[0], i))));
  }

  static ZoneId zone(CallContext context) {
    return context.format().timeZone();
  }

  static Interval interval(Column column, int row) {
    return Interval.at((BytesColumn) column, row);
  }

  static DatabaseException outOfRange(String what) {
    return new DatabaseException(SqlState.DATETIME_FIELD_OVERFLOW, what + " out of range");
  }

  /// A finite timestamp in range, or 22008.
  static long checked(long timestamp) {
    if (!DateTimes.isValidTimestamp(timestamp)) {
      throw outOfRange("timestamp");
    }
    return timestamp;
  }

  private static void daysBetween(CallContext context, Column[] arguments, int row, Column result) {
    long left = number(arguments[0], row);
    long right = number(arguments[1], row);
    if (!DateTimes.isFiniteDate(left) || !DateTimes.isFiniteDate(right)) {
      throw new DatabaseException(
          SqlState.DATETIME_FIELD_OVERFLOW, "cannot subtract infinite dates");
    }
    put(result, left - right);
  }

  private static long shifted(long date, long days) {
    if (!DateTimes.isFiniteDate(date)) {
      return date;
    }
    if (!DateTimes.isValidDate(date + days)) {
      throw outOfRange("date");
    }
    return date + days;
  }

  /// Midnight of a date, as a timestamp.
  static long dateStart(Column column, int row) {
    return dateStart(number(column, row));
  }

  static long dateStart(long date) {
    if (date == DateTimes.DATE_INFINITY) {
      return DateTimes.INFINITY;
    }
    if (date == DateTimes.DATE_NEGATIVE_INFINITY) {
      return DateTimes.NEGATIVE_INFINITY;
    }
    if (date > DateTimes.END_TIMESTAMP / DateTimes.MICROS_PER_DAY - 1) {
      throw new DatabaseException(
          SqlState.DATETIME_FIELD_OVERFLOW, "date out of range for timestamp");
    }
    return date * DateTimes.MICROS_PER_DAY;
  }

  private static long turned(long time, Interval interval, int sign) {
    long micros = interval.micros() % DateTimes.MICROS_PER_DAY;
    return Math.floorMod(time + sign * micros, DateTimes.MICROS_PER_DAY);
  }

  private static void turnZoned(
      Column column, Interval interval, int row, int sign, Column result) {
    BytesColumn times = (BytesColumn) column;
    long micros = turned(TimeTzType.micros(times, row), interval, sign);
    TimeTzType.append(micros, TimeTzType.zoneWest(times, row), (BytesColumn) result);
  }

  private static void between(CallContext context, Column[] arguments, int row, Column result) {
    long left = number(arguments[0], row);
    long right = number(arguments[1], row);
    if (!DateTimes.isFinite(left) || !DateTimes.isFinite(right)) {
      throw new DatabaseException(
          SqlState.DATETIME_FIELD_OVERFLOW, "cannot subtract infinite timestamps");
    }
    long micros = left - right;
    int days = (int) (micros / DateTimes.MICROS_PER_DAY);
    Interval.append(0, days, micros % DateTimes.MICROS_PER_DAY, (BytesColumn) result);
  }

  /// Timestamp plus (sign 1) or minus (-1) an interval: months first, clipped to the month's end,
  /// then days, then the time.
  static long plus(long timestamp, Interval interval, int sign) {
    if (!DateTimes.isFinite(timestamp)) {
      return timestamp;
    }
    long shifted = plusDate(timestamp, interval, sign);
    try {
      return checked(Math.addExact(shifted, sign * interval.micros()));
    } catch (ArithmeticException e) {
      throw outOfRange("timestamp");
    }
  }

  /// As [#plus], with months and days counted on the calendar of a zone.
  static long plus(long timestamp, Interval interval, int sign, ZoneId zone) {
    if (!DateTimes.isFinite(timestamp)) {
      return timestamp;
    }
    long shifted = timestamp;
    if (interval.months() != 0 || interval.days() != 0) {
      long local = DateTimes.toLocal(timestamp, zone);
      shifted = DateTimes.toUtc(plusDate(local, interval, sign), zone);
    }
    try {
      return checked(Math.addExact(shifted, sign * interval.micros()));
    } catch (ArithmeticException e) {
      throw outOfRange("timestamp");
    }
  }

  private static long plusDate(long timestamp, Interval interval, int sign) {
    long days = DateTimes.days(timestamp);
    long time = DateTimes.timeOfDay(timestamp);
    if (interval.months() != 0) {
      long civil = DateTimes.civilFromDays(days);
      long months =
          DateTimes.year(civil) * 12L
              + DateTimes.month(civil)
              - 1
              + sign * (long) interval.months();
      int year = (int) Math.floorDiv(months, 12L);
      int month = (int) Math.floorMod(months, 12L) + 1;
      int day = Math.min(DateTimes.day(civil), DateTimes.daysInMonth(year, month));
      days = DateTimes.daysFromCivil(year, month, day);
    }
    days += sign * (long) interval.days();
    if (days < DateTimes.MIN_DATE || days > DateTimes.END_TIMESTAMP / DateTimes.MICROS_PER_DAY) {
      throw outOfRange("timestamp");
    }
    return checked(days * DateTimes.MICROS_PER_DAY + time);
  }
}
