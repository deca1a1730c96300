package dev.omendb.sql.type.datetime;

import dev.omendb.sql.type.Ascii;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Reads the commonest forms of dates and timestamps without allocation: `2024-02-29`, `2024-02-29
/// 12:34:56.789`, `2024-02-29T12:34:56Z`, `…+05:30`. Anything else is left to [DateTimeDecoder].
final class IsoTimestamp {
  /// The text has another form, or is wrong.
  static final long OTHER_FORM = Long.MIN_VALUE + 1;

  private IsoTimestamp() {}

  /// Days since 2000-01-01 of `YYYY-MM-DD`, or OTHER_FORM.
  static long days(byte[] source, int from, int to) {
    return to - from == 10 ? date(source, from) : OTHER_FORM;
  }

  /// Microseconds of `HH:MM:SS` with an optional fraction, or OTHER_FORM.
  static long timeOfDay(byte[] source, int from, int to) {
    if (to - from < 8 || source[from + 2] != ':' || source[from + 5] != ':') {
      return OTHER_FORM;
    }
    int hour = twoDigits(source, from);
    int minute = twoDigits(source, from + 3);
    int second = twoDigits(source, from + 6);
    if (outside(hour, 23) || outside(minute, 59) || outside(second, 59)) {
      return OTHER_FORM;
    }
    long time = ((hour * 60L + minute) * 60 + second) * DateTimes.MICROS_PER_SECOND;
    int at = from + 8;
    if (at == to) {
      return time;
    }
    if (source[at] != '.' || to - at > 7 || to - at < 2) {
      return OTHER_FORM;
    }
    int unit = 100_000;
    while (++at < to) {
      if (!Ascii.isDigit(source[at])) {
        return OTHER_FORM;
      }
      time += (long) (source[at] - '0') * unit;
      unit /= 10;
    }
    return time;
  }

  /// Microseconds of a timestamp; a zone in the text is ignored when `session` is null, otherwise
  /// the result is UTC.
  static long micros(byte[] source, int from, int to, @Nullable ZoneId session) {
    if (to - from < 10) {
      return OTHER_FORM;
    }
    long days = date(source, from);
    if (days == OTHER_FORM) {
      return OTHER_FORM;
    }
    long local = days * DateTimes.MICROS_PER_DAY;
    int at = from + 10;
    if (at < to) {
      if (to - at < 9 || (source[at] != ' ' && (source[at] | 0x20) != 't')) {
        return OTHER_FORM;
      }
      int hour = twoDigits(source, at + 1);
      int minute = twoDigits(source, at + 4);
      int second = twoDigits(source, at + 7);
      if (source[at + 3] != ':'
          || source[at + 6] != ':'
          || outside(hour, 23)
          || outside(minute, 59)
          || outside(second, 59)) {
        return OTHER_FORM;
      }
      local += ((hour * 60L + minute) * 60 + second) * DateTimes.MICROS_PER_SECOND;
      at += 9;
      if (at < to && source[at] == '.') {
        int unit = 100_000;
        int start = ++at;
        for (; at < to && Ascii.isDigit(source[at]); at++) {
          local += (long) (source[at] - '0') * unit;
          unit /= 10;
        }
        if (at == start || at - start > 6) {
          return OTHER_FORM;
        }
      }
    }
    if (at == to) {
      return session == null
          ? local
          : local - DateTimes.offsetOfLocal(local, session) * DateTimes.MICROS_PER_SECOND;
    }
    return zoned(source, at, to, local, session != null);
  }

  private static long zoned(byte[] source, int start, int to, long local, boolean apply) {
    if ((source[start] | 0x20) == 'z' && start + 1 == to) {
      return local;
    }
    if (source[start] != '+' && source[start] != '-') {
      return OTHER_FORM;
    }
    int length = to - start;
    int hours = length >= 3 ? twoDigits(source, start + 1) : -1;
    int minutes = 0;
    if (length == 6 && source[start + 3] == ':') {
      minutes = twoDigits(source, start + 4);
    } else if (length == 5) {
      minutes = twoDigits(source, start + 3);
    } else if (length != 3) {
      return OTHER_FORM;
    }
    if (outside(hours, 15) || outside(minutes, 59)) {
      return OTHER_FORM;
    }
    long offset = hours * DateTimes.MICROS_PER_HOUR + minutes * DateTimes.MICROS_PER_MINUTE;
    return !apply ? local : source[start] == '-' ? local + offset : local - offset;
  }

  private static long date(byte[] source, int from) {
    int century = twoDigits(source, from);
    int years = twoDigits(source, from + 2);
    int month = twoDigits(source, from + 5);
    int day = twoDigits(source, from + 8);
    if (source[from + 4] != '-' || source[from + 7] != '-' || century < 0 || years < 0) {
      return OTHER_FORM;
    }
    int year = century * 100 + years;
    if (year == 0
        || month < 1
        || month > 12
        || day < 1
        || day > DateTimes.daysInMonth(year, month)) {
      return OTHER_FORM;
    }
    return DateTimes.daysFromCivil(year, month, day);
  }

  private static boolean outside(int value, int maximum) {
    return value < 0 || value > maximum;
  }

  /// A two-digit number, or -1000.
  private static int twoDigits(byte[] source, int at) {
    return Ascii.isDigit(source[at]) && Ascii.isDigit(source[at + 1])
        ? (source[at] - '0') * 10 + source[at + 1] - '0'
        : -1000;
  }
}
