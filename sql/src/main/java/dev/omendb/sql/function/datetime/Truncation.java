package dev.omendb.sql.function.datetime;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.datetime.DateTimes;
import dev.omendb.sql.type.datetime.Interval;
import java.time.ZoneId;

/// date_trunc and date_bin.
final class Truncation {
  private static final String TIMESTAMP = "timestamp without time zone";
  private static final String TIMESTAMPTZ = "timestamp with time zone";

  private Truncation() {}

  static void addTo(Implementations into) {
    into.row(
        "timestamp_trunc",
        (c, a, i, r) -> put(r, timestamp(text(a[0], i), number(a[1], i), TIMESTAMP)));
    into.row(
        "timestamptz_trunc",
        (c, a, i, r) -> put(r, zoned(text(a[0], i), number(a[1], i), DateTimeFunctions.zone(c))));
    into.row(
        "timestamptz_trunc_zone",
        (c, a, i, r) -> put(r, zoned(text(a[0], i), number(a[1], i), DateTimeCasts.zone(a[2], i))));
    into.row(
        "interval_trunc",
        (c, a, i, r) ->
            interval(text(a[0], i), Interval.at((BytesColumn) a[1], i)).appendTo((BytesColumn) r));
    into.row("timestamp_bin", (c, a, i, r) -> put(r, bin(a, i)));
    into.row("timestamptz_bin", (c, a, i, r) -> put(r, bin(a, i)));
  }

  /// A unit of time; fields that only extract knows are not recognized.
  private static Unit unit(String name, String type) {
    Unit unit = Unit.require(name, type);
    boolean isUnit = unit.compareTo(Unit.MILLENNIUM) <= 0 || unit.compareTo(Unit.TIMEZONE) >= 0;
    if (!isUnit) {
      throw Unit.unrecognized(name, type);
    }
    return unit;
  }

  private static long zoned(String name, long utc, ZoneId zone) {
    Unit unit = unit(name, TIMESTAMPTZ);
    if (!DateTimes.isFinite(utc)) {
      return utc;
    }
    int east = DateTimes.offsetOfUtc(utc, zone);
    long offset = east * DateTimes.MICROS_PER_SECOND;
    long local = timestamp(name, utc + offset, TIMESTAMPTZ);
    boolean belowDay = unit.compareTo(Unit.DAY) < 0;
    return belowDay ? local - offset : DateTimes.toUtc(local, zone);
  }

  private static long timestamp(String name, long local, String type) {
    Unit unit = unit(name, type);
    if (!DateTimes.isFinite(local)) {
      return local;
    }
    long days = DateTimes.days(local);
    long civil = DateTimes.civilFromDays(days);
    int year = DateTimes.year(civil);
    int month = DateTimes.month(civil);
    return switch (unit) {
      case MICROSECOND -> local;
      case MILLISECOND -> local - Math.floorMod(local, 1000L);
      case SECOND -> local - Math.floorMod(local, DateTimes.MICROS_PER_SECOND);
      case MINUTE -> local - Math.floorMod(local, DateTimes.MICROS_PER_MINUTE);
      case HOUR -> local - Math.floorMod(local, DateTimes.MICROS_PER_HOUR);
      case DAY -> days * DateTimes.MICROS_PER_DAY;
      case WEEK -> (days - Calendar.isoDayOfWeek(days) + 1) * DateTimes.MICROS_PER_DAY;
      case MONTH -> start(year, month);
      case QUARTER -> start(year, (month - 1) / 3 * 3 + 1);
      case YEAR -> start(year, 1);
      case DECADE -> start(Math.floorDiv(year, 10) * 10, 1);
      case CENTURY -> start(Math.floorDiv(year - 1, 100) * 100 + 1, 1);
      case MILLENNIUM -> start(Math.floorDiv(year - 1, 1000) * 1000 + 1, 1);
      default -> throw Unit.unsupported(name, type);
    };
  }

  private static long start(int year, int month) {
    return DateTimes.daysFromCivil(year, month, 1) * DateTimes.MICROS_PER_DAY;
  }

  private static Interval interval(String name, Interval value) {
    Unit unit = unit(name, "interval");
    int months = value.months();
    long micros = value.micros();
    return switch (unit) {
      case MICROSECOND -> value;
      case MILLISECOND -> withTime(value, micros - micros % 1000);
      case SECOND -> withTime(value, micros - micros % DateTimes.MICROS_PER_SECOND);
      case MINUTE -> withTime(value, micros - micros % DateTimes.MICROS_PER_MINUTE);
      case HOUR -> withTime(value, micros - micros % DateTimes.MICROS_PER_HOUR);
      case DAY -> withTime(value, 0);
      case MONTH -> new Interval(months, 0, 0);
      case QUARTER -> new Interval(months - months % 3, 0, 0);
      case YEAR -> new Interval(months - months % 12, 0, 0);
      case DECADE -> new Interval(months - months % 120, 0, 0);
      case CENTURY -> new Interval(months - months % 1200, 0, 0);
      case MILLENNIUM -> new Interval(months - months % 12000, 0, 0);
      default -> {
        DatabaseException error = Unit.unsupported(name, "interval");
        throw unit == Unit.WEEK ? error.detail("Months usually have fractional weeks.") : error;
      }
    };
  }

  private static Interval withTime(Interval value, long micros) {
    return new Interval(value.months(), value.days(), micros);
  }

  private static long bin(Column[] arguments, int row) {
    Interval stride = Interval.at((BytesColumn) arguments[0], row);
    long timestamp = number(arguments[1], row);
    long origin = number(arguments[2], row);
    if (!DateTimes.isFinite(timestamp)) {
      return timestamp;
    }
    if (!DateTimes.isFinite(origin)) {
      throw DateTimeFunctions.outOfRange("origin");
    }
    if (stride.months() != 0) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "timestamps cannot be binned into intervals containing months or years");
    }
    long width = stride.days() * DateTimes.MICROS_PER_DAY + stride.micros();
    if (width <= 0) {
      throw new DatabaseException(
          SqlState.DATETIME_FIELD_OVERFLOW, "stride must be greater than zero");
    }
    return origin + Math.floorDiv(timestamp - origin, width) * width;
  }
}
