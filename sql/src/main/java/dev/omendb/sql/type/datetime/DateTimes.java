package dev.omendb.sql.type.datetime;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/// Calendar arithmetic on values as columns hold them: dates are days, times and timestamps are
/// microseconds, both since 2000-01-01 (UTC for timestamptz), proleptic Gregorian. Year 0 is 1 BC.
public final class DateTimes {
  public static final long MICROS_PER_SECOND = 1_000_000;
  public static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
  public static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
  public static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

  /// timestamp and timestamptz 'infinity' and '-infinity'.
  public static final long INFINITY = Long.MAX_VALUE;

  public static final long NEGATIVE_INFINITY = Long.MIN_VALUE;

  /// date 'infinity' and '-infinity'.
  public static final long DATE_INFINITY = Integer.MAX_VALUE;

  public static final long DATE_NEGATIVE_INFINITY = Integer.MIN_VALUE;

  /// 4714-11-24 BC, the first timestamp.
  public static final long MIN_TIMESTAMP = -211_813_488_000_000_000L;

  /// 294277-01-01: after the last timestamp.
  public static final long END_TIMESTAMP = 9_223_371_331_200_000_000L;

  /// Julian day of 2000-01-01.
  public static final int EPOCH_JULIAN_DAY = 2_451_545;

  /// First date, and the day after the last (5874898-01-01).
  public static final long MIN_DATE = -EPOCH_JULIAN_DAY;

  public static final long END_DATE = 2_147_483_494L - EPOCH_JULIAN_DAY;

  /// 1970-01-01 in days and in microseconds.
  public static final long UNIX_EPOCH_DAYS = -10_957;

  public static final long UNIX_EPOCH_MICROS = UNIX_EPOCH_DAYS * MICROS_PER_DAY;

  // Days from 0000-03-01 to 2000-01-01.
  private static final long MARCH_ERA_OFFSET = 730_425;
  private static final int DAYS_PER_ERA = 146_097;

  private DateTimes() {}

  /// Days since 2000-01-01 of a date; month 1..12, day may run over.
  public static long daysFromCivil(int year, int month, int day) {
    long y = month <= 2 ? (long) year - 1 : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * DAYS_PER_ERA + dayOfEra - MARCH_ERA_OFFSET;
  }

  /// The date of a day as `year << 9 | month << 5 | day`; take it apart with [#year], [#month],
  /// [#day].
  public static long civilFromDays(long days) {
    long z = days + MARCH_ERA_OFFSET;
    long era = Math.floorDiv(z, (long) DAYS_PER_ERA);
    long dayOfEra = z - era * DAYS_PER_ERA;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shiftedMonth = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return year << 9 | month << 5 | day;
  }

  public static int year(long civil) {
    return (int) (civil >> 9);
  }

  public static int month(long civil) {
    return (int) (civil >> 5) & 15;
  }

  public static int day(long civil) {
    return (int) civil & 31;
  }

  public static boolean isLeapYear(int year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  public static int daysInMonth(int year, int month) {
    return switch (month) {
      case 2 -> isLeapYear(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /// 0 Sunday to 6 Saturday.
  public static int dayOfWeek(long days) {
    return (int) Math.floorMod(days + 6, 7L);
  }

  /// The day a timestamp falls on.
  public static long days(long micros) {
    return Math.floorDiv(micros, MICROS_PER_DAY);
  }

  /// Microseconds since that day's midnight.
  public static long timeOfDay(long micros) {
    return Math.floorMod(micros, MICROS_PER_DAY);
  }

  public static boolean isFinite(long timestamp) {
    return timestamp != INFINITY && timestamp != NEGATIVE_INFINITY;
  }

  public static boolean isFiniteDate(long date) {
    return date != DATE_INFINITY && date != DATE_NEGATIVE_INFINITY;
  }

  /// A finite timestamp in range?
  public static boolean isValidTimestamp(long timestamp) {
    return timestamp >= MIN_TIMESTAMP && timestamp < END_TIMESTAMP;
  }

  public static boolean isValidDate(long date) {
    return date >= MIN_DATE && date < END_DATE;
  }

  /// Local time of a zone to UTC. Errors: 22008 when that leaves the range of timestamps.
  public static long toUtc(long localMicros, ZoneId zone) {
    return checked(localMicros - offsetOfLocal(localMicros, zone) * MICROS_PER_SECOND);
  }

  /// UTC to the local time of a zone. Errors: 22008.
  public static long toLocal(long utcMicros, ZoneId zone) {
    return checked(utcMicros + offsetOfUtc(utcMicros, zone) * MICROS_PER_SECOND);
  }

  /// Seconds east of Greenwich in a zone at a moment.
  public static int offsetOfUtc(long utcMicros, ZoneId zone) {
    if (zone instanceof ZoneOffset offset) {
      return offset.getTotalSeconds();
    }
    ZoneRules rules = zone.getRules();
    if (rules.isFixedOffset()) {
      return rules.getOffset(Instant.EPOCH).getTotalSeconds();
    }
    return rules.getOffset(Instant.ofEpochSecond(unixSecond(utcMicros))).getTotalSeconds();
  }

  /// Seconds east of Greenwich in a zone at a local time. A time skipped in spring counts with the
  /// offset before the change, one that comes twice in autumn with the offset after it.
  public static int offsetOfLocal(long localMicros, ZoneId zone) {
    if (zone instanceof ZoneOffset offset) {
      return offset.getTotalSeconds();
    }
    ZoneRules rules = zone.getRules();
    if (rules.isFixedOffset()) {
      return rules.getOffset(Instant.EPOCH).getTotalSeconds();
    }
    LocalDateTime local = LocalDateTime.ofEpochSecond(unixSecond(localMicros), 0, ZoneOffset.UTC);
    ZoneOffsetTransition transition = rules.getTransition(local);
    if (transition == null) {
      return rules.getOffset(local).getTotalSeconds();
    }
    ZoneOffset chosen =
        transition.isGap() ? transition.getOffsetBefore() : transition.getOffsetAfter();
    return chosen.getTotalSeconds();
  }

  /// Rounds microseconds to `precision` digits of seconds, half away from zero.
  public static long roundMicros(long micros, int precision) {
    if (precision < 0 || precision >= 6) {
      return micros;
    }
    long unit = 1;
    for (int i = precision; i < 6; i++) {
      unit *= 10;
    }
    return micros >= 0 ? (micros + unit / 2) / unit * unit : -((-micros + unit / 2) / unit * unit);
  }

  /// Whole seconds since 1970 of a timestamp.
  public static long unixSecond(long micros) {
    return Math.floorDiv(micros, MICROS_PER_SECOND) + UNIX_EPOCH_DAYS * -86_400;
  }

  private static long checked(long micros) {
    if (!isValidTimestamp(micros)) {
      throw new DatabaseException(SqlState.DATETIME_FIELD_OVERFLOW, "timestamp out of range");
    }
    return micros;
  }
}
