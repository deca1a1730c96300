package dev.omendb.sql.function.datetime;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.real;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.datetime.DateTimes;
import dev.omendb.sql.type.datetime.Interval;
import dev.omendb.sql.type.datetime.TimeTzType;
import dev.omendb.sql.type.datetime.TimeZones;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Casts among the date and time types, and AT TIME ZONE.
final class DateTimeCasts {
  private DateTimeCasts() {}

  static void addTo(Implementations into) {
    into.row("date_timestamp", (c, a, i, r) -> put(r, DateTimeFunctions.dateStart(a[0], i)));
    into.row("date_timestamptz", (c, a, i, r) -> put(r, dateToUtc(c, number(a[0], i))));
    into.row("timestamp_date", (c, a, i, r) -> put(r, date(number(a[0], i))));
    into.row("timestamptz_date", (c, a, i, r) -> put(r, date(local(c, number(a[0], i)))));
    into.row("timestamp_time", (c, a, i, r) -> time(number(a[0], i), r));
    into.row("timestamptz_time", (c, a, i, r) -> time(local(c, number(a[0], i)), r));
    into.row("timestamptz_timestamp", (c, a, i, r) -> put(r, local(c, number(a[0], i))));
    into.row("timestamp_timestamptz", (c, a, i, r) -> put(r, utc(c, number(a[0], i))));
    into.row("timestamptz_timetz", DateTimeCasts::zonedTime);
    into.row("time_timetz", (c, a, i, r) -> zoneTime(c, number(a[0], i), r));
    into.row("timetz_time", (c, a, i, r) -> put(r, TimeTzType.micros((BytesColumn) a[0], i)));
    into.row(
        "time_interval", (c, a, i, r) -> Interval.append(0, 0, number(a[0], i), (BytesColumn) r));
    into.row(
        "interval_time",
        (c, a, i, r) -> put(r, DateTimes.timeOfDay(Interval.micros((BytesColumn) a[0], i))));
    into.row("datetime_timestamp", (c, a, i, r) -> put(r, joined(a[0], a[1], i)));
    into.row("timedate_pl(time,date)", (c, a, i, r) -> put(r, joined(a[1], a[0], i)));
    into.row("timestamptz(date,time)", (c, a, i, r) -> put(r, utc(c, joined(a[0], a[1], i))));
    into.row("datetimetz_timestamptz", (c, a, i, r) -> put(r, joinedZoned(a[0], a[1], i)));
    into.row("timetzdate_pl(timetz,date)", (c, a, i, r) -> put(r, joinedZoned(a[1], a[0], i)));
    into.row("float8_timestamptz", (c, a, i, r) -> put(r, fromUnix(real(a[0], i))));
    addZones(into);
  }

  private static void addZones(Implementations into) {
    into.row("timestamptz_zone", (c, a, i, r) -> put(r, toLocal(number(a[1], i), zone(a[0], i))));
    into.row("timestamp_zone", (c, a, i, r) -> put(r, toUtc(number(a[1], i), zone(a[0], i))));
    into.row(
        "timestamptz_izone", (c, a, i, r) -> put(r, toLocal(number(a[1], i), offset(a[0], i))));
    into.row("timestamp_izone", (c, a, i, r) -> put(r, toUtc(number(a[1], i), offset(a[0], i))));
    into.row("timetz_zone", (c, a, i, r) -> rezone(c, a[1], i, zone(a[0], i), r));
    into.row("timetz_izone", (c, a, i, r) -> rezone(c, a[1], i, offset(a[0], i), r));
  }

  /// A zone by name. Errors: 22023 `time zone "x" not recognized`.
  static ZoneId zone(Column column, int row) {
    String name = text(column, row);
    return TimeZones.find(name)
        .orElseThrow(() ->
            new DatabaseException(
                SqlState.INVALID_PARAMETER_VALUE, "time zone \"" + name + "\" not recognized"));
  }

  private static ZoneId offset(Column column, int row) {
    Interval interval = DateTimeFunctions.interval(column, row);
    if (interval.months() != 0 || interval.days() != 0) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "interval time zone must not include months or days");
    }
    return ZoneOffset.ofTotalSeconds((int) (interval.micros() / DateTimes.MICROS_PER_SECOND));
  }

  private static long toLocal(long timestamp, ZoneId zone) {
    return DateTimes.isFinite(timestamp) ? DateTimes.toLocal(timestamp, zone) : timestamp;
  }

  private static long toUtc(long timestamp, ZoneId zone) {
    return DateTimes.isFinite(timestamp) ? DateTimes.toUtc(timestamp, zone) : timestamp;
  }

  static long local(CallContext context, long timestamptz) {
    return toLocal(timestamptz, DateTimeFunctions.zone(context));
  }

  static long utc(CallContext context, long timestamp) {
    return toUtc(timestamp, DateTimeFunctions.zone(context));
  }

  static long dateToUtc(CallContext context, long date) {
    return utc(context, DateTimeFunctions.dateStart(date));
  }

  static long date(long timestamp) {
    if (timestamp == DateTimes.INFINITY) {
      return DateTimes.DATE_INFINITY;
    }
    return timestamp == DateTimes.NEGATIVE_INFINITY
        ? DateTimes.DATE_NEGATIVE_INFINITY
        : DateTimes.days(timestamp);
  }

  private static void time(long timestamp, Column result) {
    if (DateTimes.isFinite(timestamp)) {
      put(result, DateTimes.timeOfDay(timestamp));
    } else {
      result.appendNull();
    }
  }

  private static void zonedTime(CallContext context, Column[] arguments, int row, Column result) {
    long timestamp = number(arguments[0], row);
    if (!DateTimes.isFinite(timestamp)) {
      result.appendNull();
      return;
    }
    int east = DateTimes.offsetOfUtc(timestamp, DateTimeFunctions.zone(context));
    long local = timestamp + east * DateTimes.MICROS_PER_SECOND;
    TimeTzType.append(DateTimes.timeOfDay(local), -east, (BytesColumn) result);
  }

  private static void zoneTime(CallContext context, long time, Column result) {
    int east = DateTimes.offsetOfUtc(context.transactionMicros(), DateTimeFunctions.zone(context));
    TimeTzType.append(time, -east, (BytesColumn) result);
  }

  private static void rezone(
      CallContext context, Column column, int row, ZoneId zone, Column result) {
    BytesColumn times = (BytesColumn) column;
    int east = DateTimes.offsetOfUtc(context.transactionMicros(), zone);
    long utc =
        TimeTzType.micros(times, row)
            + TimeTzType.zoneWest(times, row) * DateTimes.MICROS_PER_SECOND;
    long local = utc + east * DateTimes.MICROS_PER_SECOND;
    TimeTzType.append(Math.floorMod(local, DateTimes.MICROS_PER_DAY), -east, (BytesColumn) result);
  }

  private static long joined(Column dates, Column times, int row) {
    long start = DateTimeFunctions.dateStart(dates, row);
    return DateTimes.isFinite(start)
        ? DateTimeFunctions.checked(start + number(times, row))
        : start;
  }

  private static long joinedZoned(Column dates, Column times, int row) {
    long start = DateTimeFunctions.dateStart(dates, row);
    BytesColumn zoned = (BytesColumn) times;
    return DateTimes.isFinite(start)
        ? DateTimeFunctions.checked(
            start
                + TimeTzType.micros(zoned, row)
                + TimeTzType.zoneWest(zoned, row) * DateTimes.MICROS_PER_SECOND)
        : start;
  }

  private static long fromUnix(double seconds) {
    if (Double.isNaN(seconds)) {
      throw new DatabaseException(SqlState.DATETIME_FIELD_OVERFLOW, "timestamp cannot be NaN");
    }
    if (Double.isInfinite(seconds)) {
      return seconds > 0 ? DateTimes.INFINITY : DateTimes.NEGATIVE_INFINITY;
    }
    double micros = Math.rint((seconds + DateTimes.UNIX_EPOCH_DAYS * 86400.0) * 1e6);
    if (micros < DateTimes.MIN_TIMESTAMP || micros >= DateTimes.END_TIMESTAMP) {
      throw new DatabaseException(
          SqlState.DATETIME_FIELD_OVERFLOW,
          "timestamp out of range: \""
              + new java.math.BigDecimal(seconds).stripTrailingZeros().toPlainString()
              + "\"");
    }
    return (long) micros;
  }
}
