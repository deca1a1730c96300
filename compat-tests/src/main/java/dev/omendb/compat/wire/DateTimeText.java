package dev.omendb.compat.wire;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Dates and times in ISO style, intervals in postgres style.
final class DateTimeText {
  private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long MICROS_PER_SECOND = 1_000_000L;

  private DateTimeText() {}

  static String date(int days) {
    if (days == Integer.MAX_VALUE) {
      return "infinity";
    }
    if (days == Integer.MIN_VALUE) {
      return "-infinity";
    }
    var date = EPOCH.plusDays(days);
    return plainDate(date) + era(date);
  }

  static String time(long micros) {
    var seconds = micros / MICROS_PER_SECOND;
    return "%02d:%02d:%02d%s"
        .formatted(
            seconds / 3600, seconds / 60 % 60, seconds % 60, fraction(micros % MICROS_PER_SECOND));
  }

  static String timestamp(long micros) {
    if (micros == Long.MAX_VALUE) {
      return "infinity";
    }
    if (micros == Long.MIN_VALUE) {
      return "-infinity";
    }
    var date = EPOCH.plusDays(Math.floorDiv(micros, MICROS_PER_DAY));
    return plainDate(date) + " " + time(Math.floorMod(micros, MICROS_PER_DAY)) + era(date);
  }

  static String timestamptz(long micros, ZoneId zone) {
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      return timestamp(micros);
    }
    var utc =
        LocalDateTime.of(EPOCH, java.time.LocalTime.MIDNIGHT)
            .plusSeconds(Math.floorDiv(micros, MICROS_PER_SECOND));
    Instant instant = utc.toInstant(ZoneOffset.UTC);
    var offsetSeconds = zone.getRules().getOffset(instant).getTotalSeconds();
    var local = timestamp(micros + offsetSeconds * MICROS_PER_SECOND);
    return local.endsWith(" BC")
        ? local.substring(0, local.length() - 3) + offset(offsetSeconds) + " BC"
        : local + offset(offsetSeconds);
  }

  static String offset(int seconds) {
    var magnitude = Math.abs(seconds);
    var text = new StringBuilder(seconds < 0 ? "-" : "+");
    text.append("%02d".formatted(magnitude / 3600));
    if (magnitude % 3600 != 0) {
      text.append(":%02d".formatted(magnitude / 60 % 60));
    }
    if (magnitude % 60 != 0) {
      text.append(":%02d".formatted(magnitude % 60));
    }
    return text.toString();
  }

  /// As `1 year 2 mons -3 days +04:05:06`: a part after a negative one shows its plus sign.
  static String interval(long micros, int days, int months) {
    var text = new StringBuilder();
    var afterNegative = part(text, months / 12, "year", false);
    afterNegative = part(text, months % 12, "mon", afterNegative);
    afterNegative = part(text, days, "day", afterNegative);
    if (micros != 0 || text.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ");
      text.append(micros < 0 ? "-" : afterNegative ? "+" : "");
      text.append(time(Math.abs(micros)));
    }
    return text.toString();
  }

  private static boolean part(StringBuilder text, int value, String unit, boolean afterNegative) {
    if (value == 0) {
      return afterNegative;
    }
    text.append(text.isEmpty() ? "" : " ");
    text.append(afterNegative && value > 0 ? "+" : "");
    text.append(value).append(' ').append(unit).append(value == 1 ? "" : "s");
    return value < 0;
  }

  private static String plainDate(LocalDate date) {
    var year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth());
  }

  private static String era(LocalDate date) {
    return date.getYear() > 0 ? "" : " BC";
  }

  private static String fraction(long micros) {
    return micros == 0 ? "" : ".%06d".formatted(micros).replaceAll("0+$", "");
  }
}
