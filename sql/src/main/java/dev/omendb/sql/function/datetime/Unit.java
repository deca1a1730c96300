package dev.omendb.sql.function.datetime;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields that extract and date_trunc name.
enum Unit {
  MICROSECOND(
      "microsecond", "microseconds", "microsecon", "us", "usec", "usecond", "useconds", "usecs"),
  MILLISECOND(
      "millisecond", "milliseconds", "millisecon", "ms", "msec", "msecond", "mseconds", "msecs"),
  SECOND("second", "seconds", "s", "sec", "secs"),
  MINUTE("minute", "minutes", "m", "min", "mins"),
  HOUR("hour", "hours", "h", "hr", "hrs"),
  DAY("day", "days", "d"),
  WEEK("week", "weeks", "w"),
  MONTH("month", "months", "mon", "mons"),
  QUARTER("quarter", "quarters", "qtr"),
  YEAR("year", "years", "y", "yr", "yrs"),
  DECADE("decade", "decades", "dec", "decs"),
  CENTURY("century", "centuries", "c", "cent"),
  MILLENNIUM("millennium", "millennia", "mil", "mils"),
  EPOCH("epoch"),
  DOW("dow"),
  ISODOW("isodow"),
  DOY("doy"),
  ISOYEAR("isoyear"),
  JULIAN("julian", "j", "jd"),
  TIMEZONE("timezone", "timezone_s"),
  TIMEZONE_HOUR("timezone_hour", "timezone_h"),
  TIMEZONE_MINUTE("timezone_minute", "timezone_m");

  private static final Map<String, Unit> BY_NAME = byName();

  private final String[] names;

  Unit(String... names) {
    this.names = names;
  }

  private static Map<String, Unit> byName() {
    Map<String, Unit> units = new HashMap<>();
    for (Unit unit : values()) {
      for (String name : unit.names) {
        units.put(name, unit);
      }
    }
    return Map.copyOf(units);
  }

  static @Nullable Unit find(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }

  /// Errors: 22023 `unit "x" not recognized for type timestamp without time zone`.
  static Unit require(String name, String type) {
    Unit unit = find(name);
    if (unit == null) {
      throw unrecognized(name, type);
    }
    return unit;
  }

  static DatabaseException unrecognized(String name, String type) {
    return new DatabaseException(
        SqlState.INVALID_PARAMETER_VALUE,
        "unit \"" + name.toLowerCase(Locale.ROOT) + "\" not recognized for type " + type);
  }

  /// 0A000 `unit "x" not supported for type date`.
  static DatabaseException unsupported(String name, String type) {
    return new DatabaseException(
        SqlState.FEATURE_NOT_SUPPORTED,
        "unit \"" + name.toLowerCase(Locale.ROOT) + "\" not supported for type " + type);
  }
}
