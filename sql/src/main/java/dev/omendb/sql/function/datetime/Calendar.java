package dev.omendb.sql.function.datetime;

import dev.omendb.sql.type.datetime.DateTimes;

/// Weeks, centuries and other fields of a day. Years before 1 count 0, -1, … inside and are printed
/// as 1 BC, 2 BC.
public final class Calendar {
  private Calendar() {}

  /// 1 Monday to 7 Sunday.
  public static int isoDayOfWeek(long days) {
    int day = DateTimes.dayOfWeek(days);
    return day == 0 ? 7 : day;
  }

  public static int dayOfYear(long days) {
    int year = DateTimes.year(DateTimes.civilFromDays(days));
    return (int) (days - DateTimes.daysFromCivil(year, 1, 1)) + 1;
  }

  /// The year that the ISO week of a day belongs to.
  public static int isoYear(long days) {
    return DateTimes.year(DateTimes.civilFromDays(thursday(days)));
  }

  /// ISO week number, 1 to 53.
  public static int isoWeek(long days) {
    return (dayOfYear(thursday(days)) - 1) / 7 + 1;
  }

  /// The first day, a Monday, of an ISO week.
  public static long isoWeekStart(int isoYear, int week) {
    long fourth = DateTimes.daysFromCivil(isoYear, 1, 4);
    return fourth - (isoDayOfWeek(fourth) - 1) + 7L * (week - 1);
  }

  private static long thursday(long days) {
    return days + 4 - isoDayOfWeek(days);
  }

  /// As PostgreSQL numbers years for users: there is no year 0.
  public static int displayYear(int year) {
    return year > 0 ? year : year - 1;
  }

  public static int decade(int year) {
    return Math.floorDiv(year, 10);
  }

  public static int century(int year) {
    return year > 0 ? (year + 99) / 100 : -((99 - (year - 1)) / 100);
  }

  public static int millennium(int year) {
    return year > 0 ? (year + 999) / 1000 : -((999 - (year - 1)) / 1000);
  }
}
