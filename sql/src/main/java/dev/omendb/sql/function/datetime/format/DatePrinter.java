package dev.omendb.sql.function.datetime.format;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.datetime.Calendar;
import dev.omendb.sql.type.datetime.DateTimes;
import java.util.List;
import java.util.Locale;

/// to_char of timestamps and intervals.
final class DatePrinter {
  static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };
  static final String[] DAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
  };
  static final String[] ROMAN = {
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"
  };

  private DatePrinter() {}

  static String print(List<DateTemplate.Node> template, DateFields fields) {
    StringBuilder out = new StringBuilder();
    for (DateTemplate.Node node : template) {
      out.append(node.isLiteral() ? node.written() : keyword(node, fields));
    }
    return out.toString();
  }

  private static String keyword(DateTemplate.Node node, DateFields f) {
    return switch (node.keyword()) {
      case "HH", "HH12" -> number(node, f.hour() % 12 == 0 ? 12 : f.hour() % 12, 2);
      case "HH24" -> number(node, f.hour(), 2);
      case "MI" -> number(node, f.minute(), 2);
      case "SS" -> number(node, f.second(), 2);
      case "MS" -> number(node, f.micros() / 1000, 3);
      case "US" -> number(node, f.micros(), 6);
      case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" -> {
        int digits = node.keyword().charAt(2) - '0';
        yield "%06d".formatted(f.micros()).substring(0, digits);
      }
      case "SSSS", "SSSSS" -> number(node, f.hour() * 3600 + f.minute() * 60L + f.second(), 0);
      case "AM", "PM" -> cased(node, f.hour() % 24 < 12 ? "AM" : "PM");
      case "A.M.", "P.M." -> cased(node, f.hour() % 24 < 12 ? "A.M." : "P.M.");
      case "TZ" -> requireZone(node, f);
      case "TZH" -> "%s%02d".formatted(f.offset() < 0 ? "-" : "+", Math.abs(f.offset()) / 3600);
      case "TZM" -> "%02d".formatted(Math.abs(f.offset()) % 3600 / 60);
      case "OF" -> offset(node, f);
      default -> calendar(node, f);
    };
  }

  private static String requireZone(DateTemplate.Node node, DateFields f) {
    requireNoInterval(f);
    return node.written().equals("tz") ? f.zone().toLowerCase(Locale.ROOT) : f.zone();
  }

  private static void requireNoInterval(DateFields f) {
    if (f.isInterval()) {
      throw new DatabaseException(
              SqlState.INVALID_DATETIME_FORMAT,
              "invalid format specification for an interval value")
          .hint("Intervals are not tied to specific calendar dates.");
    }
  }

  private static String offset(DateTemplate.Node node, DateFields f) {
    requireNoInterval(f);
    int minutes = Math.abs(f.offset()) / 60;
    String text = "%s%02d".formatted(f.offset() < 0 ? "-" : "+", minutes / 60);
    return minutes % 60 == 0 ? text : text + ":%02d".formatted(minutes % 60);
  }

  private static String calendar(DateTemplate.Node node, DateFields f) {
    int year = (int) (f.isInterval() ? f.year() : Calendar.displayYear((int) f.year()));
    int shownYear = f.isInterval() ? year : Math.abs(year);
    return switch (node.keyword()) {
      case "BC", "AD" -> cased(node, f.year() <= 0 && !f.isInterval() ? "BC" : "AD");
      case "B.C.", "A.D." -> cased(node, f.year() <= 0 && !f.isInterval() ? "B.C." : "A.D.");
      case "MONTH" -> name(node, MONTHS, month(f), 9);
      case "MON" -> name(node, MONTHS, month(f), 3);
      case "MM" -> number(node, f.month(), 2);
      case "DAY" -> name(node, DAYS, dayOfWeek(f), 9);
      case "DY" -> name(node, DAYS, dayOfWeek(f), 3);
      case "DD" -> number(node, f.day(), 2);
      case "D" -> number(node, dayOfWeek(f) + 1L, 0);
      case "ID" -> number(node, Calendar.isoDayOfWeek(calendarDays(f)), 0);
      case "DDD" ->
          number(
              node,
              f.isInterval()
                  ? (f.year() * 12 + f.month()) * 30 + f.day()
                  : Calendar.dayOfYear(f.days()),
              3);
      case "IDDD" ->
          number(
              node,
              calendarDays(f) - Calendar.isoWeekStart(Calendar.isoYear(calendarDays(f)), 1) + 1,
              3);
      case "WW" -> number(node, (Calendar.dayOfYear(calendarDays(f)) - 1) / 7 + 1L, 2);
      case "IW" -> number(node, Calendar.isoWeek(calendarDays(f)), 2);
      case "W" -> number(node, (f.day() - 1) / 7 + 1L, 0);
      case "CC" -> number(node, Calendar.century((int) f.year()), 2);
      case "Q" -> f.month() == 0 ? "" : number(node, (f.month() - 1) / 3 + 1L, 0);
      case "J" -> number(node, calendarDays(f) + DateTimes.EPOCH_JULIAN_DAY, 0);
      case "RM" -> roman(node, f);
      case "Y,YYY" -> "%d,%03d".formatted(shownYear / 1000, shownYear % 1000) + node.ordinal();
      case "YYYY" -> number(node, shownYear, 4);
      case "YYY" -> number(node, shownYear % 1000, 3);
      case "YY" -> number(node, shownYear % 100, 2);
      case "Y" -> number(node, shownYear % 10, 0);
      case "IYYY" -> number(node, isoYear(f), 4);
      case "IYY" -> number(node, isoYear(f) % 1000, 3);
      case "IY" -> number(node, isoYear(f) % 100, 2);
      case "I" -> number(node, isoYear(f) % 10, 0);
      default -> throw new IllegalStateException(node.keyword());
    };
  }

  private static long calendarDays(DateFields f) {
    requireNoInterval(f);
    return f.days();
  }

  private static int dayOfWeek(DateFields f) {
    return DateTimes.dayOfWeek(calendarDays(f));
  }

  private static int month(DateFields f) {
    requireNoInterval(f);
    return f.month() - 1;
  }

  private static int isoYear(DateFields f) {
    return Math.abs(Calendar.displayYear(Calendar.isoYear(calendarDays(f))));
  }

  private static String roman(DateTemplate.Node node, DateFields f) {
    if (f.month() == 0) {
      return "";
    }
    String text = ROMAN[f.month() - 1];
    text = node.written().equals("rm") ? text.toLowerCase(Locale.ROOT) : text;
    return node.fill() ? text : "%-4s".formatted(text);
  }

  private static String cased(DateTemplate.Node node, String text) {
    boolean lower = Character.isLowerCase(node.written().charAt(0));
    return lower ? text.toLowerCase(Locale.ROOT) : text;
  }

  /// A name in the case of the keyword, blank-padded to 9 when written in full.
  private static String name(DateTemplate.Node node, String[] names, int index, int width) {
    String name = width == 3 ? names[index].substring(0, 3) : names[index];
    String written = node.written();
    if (written.equals(written.toUpperCase(Locale.ROOT))) {
      name = name.toUpperCase(Locale.ROOT);
    } else if (Character.isLowerCase(written.charAt(0))) {
      name = name.toLowerCase(Locale.ROOT);
    }
    return node.fill() || width == 3 ? name : "%-9s".formatted(name);
  }

  private static String number(DateTemplate.Node node, long value, int width) {
    String digits = String.valueOf(Math.abs(value));
    String padded =
        node.fill() || digits.length() >= width
            ? digits
            : "0".repeat(width - digits.length()) + digits;
    String text = value < 0 ? "-" + padded : padded;
    return node.ordinal().isEmpty() ? text : text + ordinal(text, node.ordinal());
  }

  /// st, nd, rd, th.
  static String ordinal(String digits, String written) {
    int last = digits.charAt(digits.length() - 1) - '0';
    boolean teen = digits.length() > 1 && digits.charAt(digits.length() - 2) == '1';
    String ending = teen ? "th" : last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
    return written.equals("TH") ? ending.toUpperCase(Locale.ROOT) : ending;
  }
}
