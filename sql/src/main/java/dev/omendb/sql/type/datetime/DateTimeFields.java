package dev.omendb.sql.type.datetime;

import dev.omendb.sql.type.FormatSettings;
import java.util.ArrayList;
import java.util.List;

/// The parts of a date and time while a literal is read, and how each is read from text. Belongs to
/// one [DateTimeDecoder].
final class DateTimeFields {
  private static final int MAX_ZONE_HOURS = 15;

  private final DateTimeErrors errors;
  private final String dateOrder;

  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;

  /// Microseconds of the second.
  long micros;

  /// Seconds east of Greenwich.
  int zoneSeconds;

  private int dayOfYear;
  private boolean twoDigitYear;

  DateTimeFields(DateTimeErrors errors, String dateOrder) {
    this.errors = errors;
    this.dateOrder = dateOrder;
  }

  /// Days since 2000-01-01.
  long days() {
    return DateTimes.daysFromCivil(year, month, day);
  }

  /// Microseconds since midnight.
  long timeOfDay() {
    return ((hour * 60L + minute) * 60 + second) * DateTimes.MICROS_PER_SECOND + micros;
  }

  /// Microseconds since 2000-01-01 00:00 in local time. Errors: 22008.
  long localMicros() {
    try {
      return Math.addExact(Math.multiplyExact(days(), DateTimes.MICROS_PER_DAY), timeOfDay());
    } catch (ArithmeticException overflow) {
      throw errors.outOfRange("timestamp");
    }
  }

  /// As [#localMicros] for finding a zone's offset: dates beyond the timestamps count as the last.
  long nearestLocalMicros() {
    long days = Math.clamp(days(), DateTimes.MIN_DATE, DateTimes.days(DateTimes.END_TIMESTAMP));
    return days * DateTimes.MICROS_PER_DAY + timeOfDay();
  }

  void setTime(int hours, int minutes, int seconds, long fraction) {
    hour = hours;
    minute = minutes;
    second = seconds;
    micros = fraction;
  }

  void setNow(FormatSettings settings) {
    int offset = DateTimes.offsetOfUtc(settings.transactionStartMicros(), settings.timeZone());
    long local = settings.transactionStartMicros() + offset * DateTimes.MICROS_PER_SECOND;
    setDays(DateTimes.days(local));
    long time = DateTimes.timeOfDay(local);
    hour = (int) (time / DateTimes.MICROS_PER_HOUR);
    minute = (int) (time / DateTimes.MICROS_PER_MINUTE % 60);
    second = (int) (time / DateTimes.MICROS_PER_SECOND % 60);
    micros = time % DateTimes.MICROS_PER_SECOND;
    zoneSeconds = offset;
  }

  /// Today's date, the time left alone.
  void setToday(FormatSettings settings) {
    int offset = DateTimes.offsetOfUtc(settings.transactionStartMicros(), settings.timeZone());
    setDays(
        DateTimes.days(settings.transactionStartMicros() + offset * DateTimes.MICROS_PER_SECOND));
  }

  void shiftDays(int count) {
    setDays(days() + count);
    zoneSeconds = 0;
  }

  private void setDays(long days) {
    long civil = DateTimes.civilFromDays(days);
    year = DateTimes.year(civil);
    month = DateTimes.month(civil);
    day = DateTimes.day(civil);
  }

  /// `1999-01-08`, `8-jan-1999`, `1/8/99`. Returns what was found.
  int readDate(String text, int seenBefore) {
    List<String> pieces = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      while (at < text.length() && !isLetterOrDigit(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        throw errors.badFormat();
      }
      int start = at;
      boolean digits = DateTimeScanner.isDigit(text.charAt(at));
      while (at < text.length()
          && (digits
              ? DateTimeScanner.isDigit(text.charAt(at))
              : DateTimeScanner.isLetter(text.charAt(at)))) {
        at++;
      }
      pieces.add(text.substring(start, at));
      at++;
    }
    int seen = seenBefore;
    boolean textMonth = false;
    for (String piece : pieces) {
      if (DateTimeScanner.isLetter(piece.charAt(0))) {
        DateTimeToken token = DateTimeToken.find(piece);
        if (token.sort() != DateTimeToken.Sort.MONTH || (seen & DateTimeDecoder.MONTH) != 0) {
          throw errors.badFormat();
        }
        month = token.value();
        textMonth = true;
        seen |= DateTimeDecoder.MONTH;
      }
    }
    for (String piece : pieces) {
      if (DateTimeScanner.isDigit(piece.charAt(0))) {
        int mask = readNumber(piece, textMonth, seen);
        if ((seen & mask) != 0) {
          throw errors.badFormat();
        }
        seen |= mask;
      }
    }
    int ignored = DateTimeDecoder.DAY_OF_YEAR | DateTimeDecoder.ZONE;
    if ((seen & ~ignored) != DateTimeDecoder.DATE) {
      throw errors.badFormat();
    }
    return seen & ~seenBefore;
  }

  /// One number, whose meaning depends on its length and on what was seen before.
  int readNumber(String text, boolean textMonth, int seen) {
    int point = text.indexOf('.');
    if (point > 2) {
      return readRunTogether(text, seen | DateTimeDecoder.DATE);
    }
    if (point >= 0) {
      micros = fraction(text.substring(point));
    }
    int value = integer(point < 0 ? text : text.substring(0, point));
    int length = text.length();
    int date = seen & DateTimeDecoder.DATE;
    if (length == 3 && date == DateTimeDecoder.YEAR && value >= 1 && value <= 366) {
      dayOfYear = value;
      return DateTimeDecoder.DAY_OF_YEAR | DateTimeDecoder.MONTH | DateTimeDecoder.DAY;
    }
    boolean yearLike = length >= 3 || dateOrder.equals("YMD");
    int yearMonth = DateTimeDecoder.YEAR | DateTimeDecoder.MONTH;
    int monthDay = DateTimeDecoder.MONTH | DateTimeDecoder.DAY;
    if (date == DateTimeDecoder.DATE) {
      return readRunTogether(text, seen);
    }
    if (date == 0) {
      return yearLike
          ? setYear(value, length)
          : dateOrder.equals("DMY") ? setDay(value) : setMonth(value);
    }
    if (date == DateTimeDecoder.MONTH) {
      return textMonth && yearLike ? setYear(value, length) : setDay(value);
    }
    if (date == yearMonth) {
      if (textMonth && length >= 3 && twoDigitYear) {
        // What was taken for the year is the day of 8-jan-1999.
        day = year;
        year = value;
        twoDigitYear = false;
        return DateTimeDecoder.DAY;
      }
      return setDay(value);
    }
    return date == monthDay
        ? setYear(value, length)
        : date == DateTimeDecoder.YEAR || date == DateTimeDecoder.DAY ? setMonth(value) : bad();
  }

  /// `20011223`, `040506.789`, `0405`.
  int readRunTogether(String text, int seen) {
    String digits = text;
    int point = text.indexOf('.');
    if (point >= 0) {
      micros = fraction(text.substring(point));
      digits = text.substring(0, point);
    } else if ((seen & DateTimeDecoder.DATE) != DateTimeDecoder.DATE && text.length() >= 6) {
      int end = text.length();
      day = integer(text.substring(end - 2));
      month = integer(text.substring(end - 4, end - 2));
      year = integer(text.substring(0, end - 4));
      twoDigitYear = end - 4 == 2;
      return DateTimeDecoder.DATE;
    }
    boolean seconds = digits.length() == 6;
    if ((seen & DateTimeDecoder.TIME) != 0 || (!seconds && digits.length() != 4)) {
      throw errors.badFormat();
    }
    hour = integer(digits.substring(0, 2));
    minute = integer(digits.substring(2, 4));
    second = seconds ? integer(digits.substring(4)) : 0;
    return DateTimeDecoder.TIME;
  }

  /// A Julian day, its fraction the time.
  int readJulian(String text) {
    int point = text.indexOf('.');
    setDays(
        (long) integer(point < 0 ? text : text.substring(0, point)) - DateTimes.EPOCH_JULIAN_DAY);
    if (point < 0) {
      return DateTimeDecoder.DATE;
    }
    long time =
        Math.round(Double.parseDouble("0" + text.substring(point)) * DateTimes.MICROS_PER_DAY);
    setTime(
        (int) (time / DateTimes.MICROS_PER_HOUR),
        (int) (time / DateTimes.MICROS_PER_MINUTE % 60),
        (int) (time / DateTimes.MICROS_PER_SECOND % 60),
        time % DateTimes.MICROS_PER_SECOND);
    return DateTimeDecoder.DATE | DateTimeDecoder.TIME;
  }

  /// `04:05`, `04:05:06.789`; `05:06.789` is minutes and seconds.
  void readTime(String text) {
    String whole = text;
    long fraction = 0;
    int point = text.indexOf('.');
    if (point >= 0) {
      fraction = fraction(text.substring(point));
      whole = text.substring(0, point);
    }
    String[] pieces = whole.split(":", -1);
    if (pieces.length > 3 || pieces.length < 2) {
      throw errors.badFormat();
    }
    int[] values = new int[3];
    for (int i = 0; i < pieces.length; i++) {
      values[i] = pieces[i].isEmpty() && i > 0 ? 0 : integer(pieces[i]);
    }
    if (pieces.length == 2 && point >= 0) {
      values = new int[] {0, values[0], values[1]};
    }
    setTime(values[0], values[1], values[2], fraction);
    if (minute > 59 || second > 60 || micros > DateTimes.MICROS_PER_SECOND) {
      throw errors.fieldOverflow();
    }
  }

  /// `+02`, `-0730`, `+05:30:15`: seconds east.
  int readZone(String text) {
    String digits = text.substring(1);
    String[] pieces = digits.split(":", -1);
    int hours = zonePart(pieces[0]);
    int minutes = pieces.length > 1 ? zonePart(pieces[1]) : 0;
    int seconds = pieces.length > 2 ? zonePart(pieces[2]) : 0;
    if (pieces.length == 1 && digits.length() > 2) {
      minutes = hours % 100;
      hours /= 100;
    }
    if (hours > MAX_ZONE_HOURS || minutes > 59 || seconds > 59) {
      throw errors.zoneDisplacement();
    }
    if (pieces.length > 3) {
      throw errors.badFormat();
    }
    int total = (hours * 60 + minutes) * 60 + seconds;
    return text.charAt(0) == '-' ? -total : total;
  }

  private int zonePart(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (!DateTimeScanner.isDigit(digits.charAt(i))) {
        throw errors.badFormat();
      }
    }
    if (digits.length() > 9) {
      throw errors.zoneDisplacement();
    }
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  /// The final adjustments once all fields are known: era, two-digit years, ranges.
  void validateDate(int seen, boolean julian, boolean beforeChrist) {
    if ((seen & DateTimeDecoder.YEAR) != 0 && !julian) {
      if (beforeChrist) {
        if (year <= 0) {
          throw errors.fieldOverflow();
        }
        year = -(year - 1);
      } else if (twoDigitYear) {
        year += year < 70 ? 2000 : year < 100 ? 1900 : 0;
      } else if (year <= 0) {
        throw errors.fieldOverflow();
      }
    }
    if ((seen & DateTimeDecoder.DAY_OF_YEAR) != 0) {
      setDays(DateTimes.daysFromCivil(year, 1, 1) + dayOfYear - 1);
    }
    boolean badMonth = (seen & DateTimeDecoder.MONTH) != 0 && (month < 1 || month > 12);
    boolean badDay = (seen & DateTimeDecoder.DAY) != 0 && (day < 1 || day > 31);
    if (badMonth || badDay) {
      throw errors.monthDayOverflow();
    }
    if ((seen & DateTimeDecoder.DATE) == DateTimeDecoder.DATE
        && day > DateTimes.daysInMonth(year, month)) {
      throw errors.fieldOverflow();
    }
  }

  /// 24:00:00 is the last time of a day.
  void checkTime() {
    if (hour > 24 || minute > 59 || second > 60 || timeOfDay() > DateTimes.MICROS_PER_DAY) {
      throw errors.fieldOverflow();
    }
  }

  private int setYear(int value, int length) {
    year = value;
    twoDigitYear = length <= 2;
    return DateTimeDecoder.YEAR;
  }

  private int setMonth(int value) {
    month = value;
    return DateTimeDecoder.MONTH;
  }

  private int setDay(int value) {
    day = value;
    return DateTimeDecoder.DAY;
  }

  private int bad() {
    throw errors.badFormat();
  }

  private static boolean isLetterOrDigit(char c) {
    return DateTimeScanner.isLetter(c) || DateTimeScanner.isDigit(c);
  }

  private int integer(String digits) {
    if (digits.isEmpty()) {
      throw errors.badFormat();
    }
    for (int i = 0; i < digits.length(); i++) {
      if (!DateTimeScanner.isDigit(digits.charAt(i))) {
        throw errors.badFormat();
      }
    }
    String significant = digits.replaceFirst("^0+(?=.)", "");
    if (significant.length() > 10 || Long.parseLong(significant) > Integer.MAX_VALUE) {
      throw errors.fieldOverflow();
    }
    return Integer.parseInt(significant);
  }

  /// `.789` in microseconds, rounded.
  private long fraction(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (!DateTimeScanner.isDigit(text.charAt(i))) {
        throw errors.badFormat();
      }
    }
    return text.length() == 1 ? 0 : Math.round(Math.rint(Double.parseDouble("0" + text) * 1e6));
  }
}
