package dev.omendb.sql.function.datetime.format;

import dev.omendb.sql.type.datetime.DateTimes;
import dev.omendb.sql.type.datetime.Interval;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Locale;

/// What to_char prints: the parts of a timestamp or of an interval.
///
/// @param year as counted inside: 0 is 1 BC
/// @param days since 2000-01-01; of an interval, unused
/// @param zone abbreviation, empty without zone
/// @param offset seconds east of Greenwich
/// @param isInterval an interval: no calendar, hours may exceed 24
record DateFields(
    long year,
    int month,
    int day,
    long hour,
    int minute,
    int second,
    int micros,
    long days,
    String zone,
    int offset,
    boolean isInterval) {

  static DateFields of(long local, String zone, int offset) {
    long days = DateTimes.days(local);
    long civil = DateTimes.civilFromDays(days);
    long time = DateTimes.timeOfDay(local);
    return new DateFields(
        DateTimes.year(civil),
        DateTimes.month(civil),
        DateTimes.day(civil),
        time / DateTimes.MICROS_PER_HOUR,
        (int) (time / DateTimes.MICROS_PER_MINUTE % 60),
        (int) (time / DateTimes.MICROS_PER_SECOND % 60),
        (int) (time % DateTimes.MICROS_PER_SECOND),
        days,
        zone,
        offset,
        false);
  }

  static DateFields zoned(long utc, ZoneId zone) {
    int offset = DateTimes.offsetOfUtc(utc, zone);
    java.time.Instant instant =
        java.time.Instant.ofEpochSecond(
            Math.floorDiv(utc - DateTimes.UNIX_EPOCH_MICROS, DateTimes.MICROS_PER_SECOND));
    String name =
        zone instanceof java.time.ZoneOffset
            ? ""
            : java.time.format.DateTimeFormatter.ofPattern("zzz", Locale.ROOT)
                .format(instant.atZone(zone));
    if (zone.getId().equals("UTC")) {
      name = zone.getDisplayName(TextStyle.SHORT, Locale.ROOT);
    }
    return of(utc + offset * DateTimes.MICROS_PER_SECOND, name, offset);
  }

  static DateFields of(Interval interval) {
    long micros = interval.micros();
    return new DateFields(
        interval.months() / 12,
        interval.months() % 12,
        interval.days(),
        micros / DateTimes.MICROS_PER_HOUR,
        (int) (micros / DateTimes.MICROS_PER_MINUTE % 60),
        (int) (micros / DateTimes.MICROS_PER_SECOND % 60),
        (int) (micros % DateTimes.MICROS_PER_SECOND),
        0,
        "",
        0,
        true);
  }
}
