package dev.omendb.sql.function.datetime.format;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.datetime.Calendar;
import dev.omendb.sql.type.datetime.DateTimes;
import java.util.List;
import java.util.Locale;

/// to_date and to_timestamp: reads text by a template. Separators match loosely, as PostgreSQL's
/// do.
final class DateReader {
  private final String text;
  private int at;
  private int year;
  private boolean yearSeen;
  private int month = 1;
  private int day = 1;
  private int dayOfYear;
  private int isoYear;
  private boolean isoSeen;
  private int isoWeek = 1;
  private int isoDay = 1;
  private int week;
  private long julian = -1;
  private int century;
  private boolean beforeChrist;
  private boolean afternoon;
  private boolean halfDaySeen;
  private int hour;
  private int minute;
  private int second;
  private int micros;
  private int offset;
  private boolean offsetSeen;
  private long secondsOfDay = -1;

  DateReader(String text) {
    this.text = text;
  }

  void read(List<DateTemplate.Node> template) {
    for (int i = 0; i < template.size(); i++) {
      DateTemplate.Node node = template.get(i);
      if (node.isLiteral()) {
        separator(node.written());
      } else {
        skipSpaces();
        if (at >= text.length()) {
          return;
        }
        boolean packed = i + 1 < template.size() && !template.get(i + 1).isLiteral();
        keyword(node, packed);
        if (!node.ordinal().isEmpty()) {
          at = Math.min(text.length(), at + 2);
        }
      }
    }
  }

  private void separator(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (at >= text.length()) {
        return;
      }
      if (Character.isWhitespace(c)) {
        skipSpaces();
      } else if (Character.isLetterOrDigit(c)) {
        at++;
      } else {
        skipSpaces();
        char found = at < text.length() ? text.charAt(at) : 'x';
        if (!Character.isLetterOrDigit(found) && found != '+' && !(found == '-' && c != '-')) {
          at++;
        } else if (found == c) {
          at++;
        }
      }
    }
  }

  private void keyword(DateTemplate.Node node, boolean packed) {
    String keyword = node.keyword();
    switch (keyword) {
      case "HH", "HH12" -> hour = twelveHour(number(node, 2, packed));
      case "HH24" -> hour = number(node, 2, packed);
      case "MI" -> minute = number(node, 2, packed);
      case "SS" -> second = number(node, 2, packed);
      case "MS" -> micros = fraction(3, packed);
      case "US" -> micros = fraction(6, packed);
      case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" ->
          micros = fraction(keyword.charAt(2) - '0', packed);
      case "SSSS", "SSSSS" -> secondsOfDay = number(node, 5, packed);
      case "AM", "PM", "A.M.", "P.M." -> halfDay();
      case "BC", "AD", "B.C.", "A.D." -> era();
      case "MONTH", "MON" -> month = name(DatePrinter.MONTHS, node) + 1;
      case "MM" -> month = number(node, 2, packed);
      case "DAY", "DY" -> name(DatePrinter.DAYS, node);
      case "DD" -> day = number(node, 2, packed);
      case "DDD" -> dayOfYear = number(node, 3, packed);
      case "D" -> number(node, 1, packed);
      case "ID" -> isoDay = number(node, 1, packed);
      case "IDDD" -> isoDay = number(node, 3, packed);
      case "IW" -> isoWeek = number(node, 2, packed);
      case "WW" -> week = number(node, 2, packed);
      case "W", "Q" -> number(node, 1, packed);
      case "J" -> julian = number(node, 9, packed);
      case "CC" -> century = number(node, 2, packed);
      case "RM" -> month = romanMonth();
      case "YYYY", "YYY", "YY", "Y" -> year(node, keyword.length(), packed);
      case "Y,YYY" -> commaYear();
      case "IYYY", "IYY", "IY", "I" -> {
        isoYear = number(node, keyword.length(), packed);
        isoSeen = true;
      }
      case "TZH" -> zoneHours();
      case "TZM" -> offset += (offset < 0 ? -60 : 60) * number(node, 2, packed);
      case "OF", "TZ" ->
          throw new DatabaseException(
              SqlState.FEATURE_NOT_SUPPORTED,
              "formatting field \"" + keyword + "\" is only supported in to_char");
      default -> throw new IllegalStateException(keyword);
    }
  }

  private int number(DateTemplate.Node node, int width, boolean packed) {
    int from = at;
    boolean sign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    if (sign) {
      at++;
    }
    int limit = packed && !node.fill() ? Math.min(text.length(), at + width) : text.length();
    int digits = at;
    while (at < limit && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (at == digits) {
      int end = Math.min(text.length(), from + width);
      throw invalid(
              "invalid value \"%s\" for \"%s\""
                  .formatted(text.substring(from, end), node.written()))
          .detail("Value must be an integer.");
    }
    try {
      return Integer.parseInt(text.substring(from, at).replace("+", ""));
    } catch (NumberFormatException e) {
      throw new DatabaseException(
              SqlState.DATETIME_FIELD_OVERFLOW,
              "value for \"%s\" in source string is out of range".formatted(node.written()))
          .detail("Value must be in the range -2147483648 to 2147483647.");
    }
  }

  /// 12 is the hour after midnight unless PM follows.
  private int twelveHour(int value) {
    if (value < 1 || value > 12) {
      throw new DatabaseException(
              SqlState.INVALID_DATETIME_FORMAT,
              "hour \"" + value + "\" is invalid for the 12-hour clock")
          .hint("Use the 24-hour clock, or give an hour between 1 and 12.");
    }
    halfDaySeen = true;
    return value;
  }

  private int fraction(int width, boolean packed) {
    int from = at;
    int limit = packed ? Math.min(text.length(), at + width) : text.length();
    while (at < limit && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return (int) Math.round(Double.parseDouble("0." + text.substring(from, at) + "0") * 1e6);
  }

  private void halfDay() {
    String rest = text.substring(at).toLowerCase(Locale.ROOT);
    boolean dotted = rest.startsWith("a.m.") || rest.startsWith("p.m.");
    if (!dotted && !rest.startsWith("am") && !rest.startsWith("pm")) {
      throw invalid("invalid value \"" + text.substring(at) + "\" for \"AM\"");
    }
    halfDaySeen = true;
    afternoon = rest.startsWith("p");
    at += dotted ? 4 : 2;
  }

  private void era() {
    String rest = text.substring(at).toLowerCase(Locale.ROOT);
    beforeChrist = rest.startsWith("b");
    at += rest.startsWith("b.c.") || rest.startsWith("a.d.") ? 4 : 2;
    at = Math.min(at, text.length());
  }

  private int name(String[] names, DateTemplate.Node node) {
    String rest = text.substring(at).toLowerCase(Locale.ROOT);
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < names.length; i++) {
        String name = pass == 0 ? names[i] : names[i].substring(0, 3);
        if (rest.startsWith(name.toLowerCase(Locale.ROOT))) {
          at += name.length();
          return i;
        }
      }
    }
    throw invalid("invalid value \"%s\" for \"%s\"".formatted(text.substring(at), node.written()))
        .detail("The given value did not match any of the allowed values for this field.");
  }

  private int romanMonth() {
    String rest = text.substring(at).toUpperCase(Locale.ROOT);
    for (int i = DatePrinter.ROMAN.length - 1; i >= 0; i--) {
      if (rest.startsWith(DatePrinter.ROMAN[i])) {
        at += DatePrinter.ROMAN[i].length();
        return i + 1;
      }
    }
    throw invalid("invalid value \"" + text.substring(at) + "\" for \"RM\"");
  }

  private void year(DateTemplate.Node node, int width, boolean packed) {
    int from = at;
    year = number(node, width, packed);
    int digits = at - from;
    if (width < 4 && digits < 4) {
      year = nearest2020(year, digits);
    }
    yearSeen = true;
  }

  /// Two-digit years are those nearest to 2020.
  private static int nearest2020(int year, int digits) {
    if (digits <= 2) {
      return year < 70 ? year + 2000 : year + 1900;
    }
    return year >= 520 ? year + 1000 : year + 2000;
  }

  private void commaYear() {
    int from = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == ',')) {
      at++;
    }
    year = Integer.parseInt(text.substring(from, at).replace(",", ""));
    yearSeen = true;
  }

  private void zoneHours() {
    boolean negative = text.charAt(at) == '-';
    if (negative || text.charAt(at) == '+') {
      at++;
    }
    int from = at;
    while (at < text.length() && at - from < 2 && Character.isDigit(text.charAt(at))) {
      at++;
    }
    int hours = from == at ? 0 : Integer.parseInt(text.substring(from, at));
    offset = (negative ? -1 : 1) * hours * 3600;
    offsetSeen = true;
  }

  private void skipSpaces() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private DatabaseException invalid(String message) {
    return new DatabaseException(SqlState.INVALID_DATETIME_FORMAT, message);
  }

  private DatabaseException outOfRange() {
    return new DatabaseException(
        SqlState.DATETIME_FIELD_OVERFLOW, "date/time field value out of range: \"" + text + "\"");
  }

  /// Days since 2000-01-01.
  long days() {
    if (julian >= 0) {
      return julian - DateTimes.EPOCH_JULIAN_DAY;
    }
    if (isoSeen) {
      return Calendar.isoWeekStart(isoYear, isoWeek) + isoDay - 1;
    }
    int civilYear = yearSeen ? year : century > 0 ? century * 100 - 99 : 0;
    if (beforeChrist && civilYear > 0) {
      civilYear = 1 - civilYear;
    } else if (civilYear < 0) {
      civilYear++;
    }
    if (dayOfYear > 0) {
      return DateTimes.daysFromCivil(civilYear, 1, 1) + dayOfYear - 1;
    }
    if (week > 0) {
      return DateTimes.daysFromCivil(civilYear, 1, 1) + (week - 1) * 7L;
    }
    if (month < 1 || month > 12 || day < 1 || day > DateTimes.daysInMonth(civilYear, month)) {
      throw outOfRange();
    }
    return DateTimes.daysFromCivil(civilYear, month, day);
  }

  /// Microseconds of the day.
  long time() {
    if (secondsOfDay >= 0) {
      return secondsOfDay * DateTimes.MICROS_PER_SECOND + micros;
    }
    int full = hour;
    if (halfDaySeen) {
      full = hour % 12 + (afternoon ? 12 : 0);
    }
    if (full > 24 || minute > 59 || second > 59) {
      throw outOfRange();
    }
    return ((full * 60L + minute) * 60 + second) * DateTimes.MICROS_PER_SECOND + micros;
  }

  boolean hasOffset() {
    return offsetSeen;
  }

  int offset() {
    return offset;
  }
}
