package dev.omendb.sql.function.datetime;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.datetime.DateTimes;
import dev.omendb.sql.type.datetime.Interval;
import dev.omendb.sql.type.datetime.TimeTzType;
import dev.omendb.sql.type.numeric.Numeric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// extract (numeric) and date_part (double precision).
final class Extraction {
  private Extraction() {}

  /// The field of one value: null for NULL, NaN-free; infinite timestamps are handled before.
  private interface Field {
    @Nullable BigDecimal of(CallContext context, String unit, Column column, int row);
  }

  static void addTo(Implementations into) {
    Field timestamp =
        (c, u, col, i) -> timestamp(u, number(col, i), "timestamp without time zone", null);
    Field timestamptz = Extraction::zonedTimestamp;
    Field date = (c, u, col, i) -> date(u, number(col, i));
    Field time = (c, u, col, i) -> time(u, number(col, i), 0, "time without time zone");
    Field timetz =
        (c, u, col, i) ->
            time(
                u,
                TimeTzType.micros((BytesColumn) col, i),
                TimeTzType.zoneWest((BytesColumn) col, i),
                "time with time zone");
    Field interval = (c, u, col, i) -> interval(u, Interval.at((BytesColumn) col, i));
    add(into, "timestamp", timestamp);
    add(into, "timestamptz", timestamptz);
    add(into, "time", time);
    add(into, "timetz", timetz);
    add(into, "interval", interval);
    into.row("extract_date", (c, a, i, r) -> numeric(date.of(c, text(a[0], i), a[1], i), a, i, r));
    into.row(
        "date_part(text,date)",
        (c, a, i, r) -> {
          long start = DateTimeFunctions.dateStart(a[1], i);
          real(
              timestamp(text(a[0], i), start, "timestamp without time zone", null),
              start,
              text(a[0], i),
              r);
        });
  }

  private static void add(Implementations into, String type, Field field) {
    into.row(
        "extract_" + type, (c, a, i, r) -> numeric(field.of(c, text(a[0], i), a[1], i), a, i, r));
    into.row(
        type + "_part",
        (c, a, i, r) -> {
          long value = type.startsWith("timestamp") ? number(a[1], i) : 0;
          real(field.of(c, text(a[0], i), a[1], i), value, text(a[0], i), r);
        });
  }

  /// Null: an infinite value, whose growing fields are infinite and whose others are NULL.
  private static void numeric(
      @Nullable BigDecimal value, Column[] arguments, int row, Column result) {
    BytesColumn out = (BytesColumn) result;
    if (value != null) {
      Numeric.append(value, out);
    } else if (grows(text(arguments[0], row))) {
      Numeric.appendSpecial(
          number(arguments[1], row) > 0
              ? Numeric.Kind.POSITIVE_INFINITY
              : Numeric.Kind.NEGATIVE_INFINITY,
          out);
    } else {
      out.appendNull();
    }
  }

  private static void real(@Nullable BigDecimal value, long timestamp, String unit, Column result) {
    if (value != null) {
      put(result, value.doubleValue());
    } else if (grows(unit)) {
      put(result, timestamp > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
    } else {
      result.appendNull();
    }
  }

  private static boolean grows(String name) {
    Unit unit = Unit.find(name);
    return unit != null
        && switch (unit) {
          case YEAR, DECADE, CENTURY, MILLENNIUM, JULIAN, ISOYEAR, EPOCH -> true;
          default -> false;
        };
  }

  private static @Nullable BigDecimal zonedTimestamp(
      CallContext context, String name, Column column, int row) {
    long utc = number(column, row);
    String type = "timestamp with time zone";
    if (!DateTimes.isFinite(utc)) {
      return timestamp(name, utc, type, null);
    }
    Unit unit = Unit.require(name, type);
    if (unit == Unit.EPOCH) {
      return BigDecimal.valueOf(utc - DateTimes.UNIX_EPOCH_MICROS, 6);
    }
    int east = DateTimes.offsetOfUtc(utc, DateTimeFunctions.zone(context));
    return timestamp(name, utc + east * DateTimes.MICROS_PER_SECOND, type, east);
  }

  /// @param east offset of the zone, null without zone
  private static @Nullable BigDecimal timestamp(
      String name, long local, String type, @Nullable Integer east) {
    Unit unit = Unit.require(name, type);
    if (!DateTimes.isFinite(local)) {
      return null;
    }
    long days = DateTimes.days(local);
    long time = DateTimes.timeOfDay(local);
    return switch (unit) {
      case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR -> clock(unit, time);
      case EPOCH -> BigDecimal.valueOf(local - DateTimes.UNIX_EPOCH_MICROS, 6);
      case JULIAN ->
          BigDecimal.valueOf(days + DateTimes.EPOCH_JULIAN_DAY)
              .add(
                  time == 0
                      ? BigDecimal.ZERO
                      : BigDecimal.valueOf(time, 6)
                          .divide(BigDecimal.valueOf(86400), 20, RoundingMode.HALF_UP));
      case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE -> {
        if (east == null) {
          throw Unit.unsupported(name, type);
        }
        yield zone(unit, east);
      }
      default -> day(unit, days);
    };
  }

  private static BigDecimal date(String name, long days) {
    Unit unit = Unit.require(name, "date");
    if (!DateTimes.isFiniteDate(days)) {
      return switch (unit) {
        case MICROSECOND,
            MILLISECOND,
            SECOND,
            MINUTE,
            HOUR,
            TIMEZONE,
            TIMEZONE_HOUR,
            TIMEZONE_MINUTE ->
            throw Unit.unsupported(name, "date");
        default -> null;
      };
    }
    return switch (unit) {
      case EPOCH -> BigDecimal.valueOf((days - DateTimes.UNIX_EPOCH_DAYS) * 86400);
      case JULIAN -> BigDecimal.valueOf(days + DateTimes.EPOCH_JULIAN_DAY);
      case MICROSECOND,
          MILLISECOND,
          SECOND,
          MINUTE,
          HOUR,
          TIMEZONE,
          TIMEZONE_HOUR,
          TIMEZONE_MINUTE ->
          throw Unit.unsupported(name, "date");
      default -> day(unit, days);
    };
  }

  private static BigDecimal time(String name, long micros, int zoneWest, String type) {
    Unit unit = Unit.require(name, type);
    return switch (unit) {
      case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR -> clock(unit, micros);
      case EPOCH -> BigDecimal.valueOf(micros + zoneWest * DateTimes.MICROS_PER_SECOND, 6);
      case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE -> {
        if (type.startsWith("time without")) {
          throw Unit.unsupported(name, type);
        }
        yield zone(unit, -zoneWest);
      }
      default -> throw Unit.unsupported(name, type);
    };
  }

  private static BigDecimal clock(Unit unit, long micros) {
    return switch (unit) {
      case MICROSECOND -> BigDecimal.valueOf(micros % DateTimes.MICROS_PER_MINUTE);
      case MILLISECOND -> BigDecimal.valueOf(micros % DateTimes.MICROS_PER_MINUTE, 3);
      case SECOND -> BigDecimal.valueOf(micros % DateTimes.MICROS_PER_MINUTE, 6);
      case MINUTE -> BigDecimal.valueOf(micros / DateTimes.MICROS_PER_MINUTE % 60);
      default -> BigDecimal.valueOf(micros / DateTimes.MICROS_PER_HOUR);
    };
  }

  private static BigDecimal zone(Unit unit, int east) {
    return BigDecimal.valueOf(
        switch (unit) {
          case TIMEZONE -> east;
          case TIMEZONE_HOUR -> east / 3600;
          default -> east % 3600 / 60;
        });
  }

  private static BigDecimal day(Unit unit, long days) {
    long civil = DateTimes.civilFromDays(days);
    int year = DateTimes.year(civil);
    int month = DateTimes.month(civil);
    return BigDecimal.valueOf(
        switch (unit) {
          case DAY -> DateTimes.day(civil);
          case MONTH -> month;
          case QUARTER -> (month - 1) / 3 + 1;
          case WEEK -> Calendar.isoWeek(days);
          case YEAR -> Calendar.displayYear(year);
          case ISOYEAR -> Calendar.displayYear(Calendar.isoYear(days));
          case DECADE -> Calendar.decade(year);
          case CENTURY -> Calendar.century(year);
          case MILLENNIUM -> Calendar.millennium(year);
          case DOW -> DateTimes.dayOfWeek(days);
          case ISODOW -> Calendar.isoDayOfWeek(days);
          case DOY -> Calendar.dayOfYear(days);
          default -> throw new IllegalStateException(unit.name());
        });
  }

  private static BigDecimal interval(String name, Interval value) {
    Unit unit = Unit.require(name, "interval");
    int years = value.months() / 12;
    return switch (unit) {
      case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR -> clock(unit, value.micros());
      case DAY -> BigDecimal.valueOf(value.days());
      case MONTH -> BigDecimal.valueOf(value.months() % 12);
      case QUARTER -> BigDecimal.valueOf(value.months() % 12 / 3 + 1);
      case YEAR -> BigDecimal.valueOf(years);
      case DECADE -> BigDecimal.valueOf(years / 10);
      case CENTURY -> BigDecimal.valueOf(years / 100);
      case MILLENNIUM -> BigDecimal.valueOf(years / 1000);
      case EPOCH -> {
        long days = value.months() % 12 * 30L + value.days();
        BigDecimal seconds =
            BigDecimal.valueOf(years)
                .multiply(new BigDecimal("31557600"))
                .add(BigDecimal.valueOf(days * 86400));
        yield seconds.add(BigDecimal.valueOf(value.micros(), 6));
      }
      default -> throw Unit.unsupported(name, "interval");
    };
  }
}
