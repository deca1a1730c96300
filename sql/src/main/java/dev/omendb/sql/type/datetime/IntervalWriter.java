package dev.omendb.sql.type.datetime;

import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.ByteSink;

/// Prints an interval in one of PostgreSQL's four styles.
final class IntervalWriter {
  private final StringBuilder out = new StringBuilder();
  private final int years;
  private final int months;
  private final int days;
  private final long hours;
  private final int minutes;
  private final long secondMicros;

  private IntervalWriter(Interval interval) {
    this.years = interval.months() / 12;
    this.months = interval.months() % 12;
    this.days = interval.days();
    this.hours = interval.micros() / DateTimes.MICROS_PER_HOUR;
    this.minutes = (int) (interval.micros() / DateTimes.MICROS_PER_MINUTE % 60);
    this.secondMicros = interval.micros() % DateTimes.MICROS_PER_MINUTE;
  }

  static void write(ByteSink sink, Interval interval, String style) {
    IntervalWriter writer = new IntervalWriter(interval);
    switch (style) {
      case "postgres_verbose" -> writer.verbose();
      case "sql_standard" -> writer.sqlStandard(interval);
      case "iso_8601" -> writer.iso();
      default -> writer.postgres();
    }
    sink.writeAscii(writer.out.toString());
  }

  private boolean isNegativeTime() {
    return hours < 0 || minutes < 0 || secondMicros < 0;
  }

  /// `1 year 2 mons -3 days +04:05:06.7`.
  private void postgres() {
    boolean before = postgresPart(years, "year", false);
    before = postgresPart(months, "mon", before);
    before = postgresPart(days, "day", before);
    if (out.isEmpty() || hours != 0 || minutes != 0 || secondMicros != 0) {
      out.append(out.isEmpty() ? "" : " ");
      out.append(isNegativeTime() ? "-" : before ? "+" : "");
      clock(2);
    }
  }

  private boolean postgresPart(int value, String unit, boolean before) {
    if (value == 0) {
      return before;
    }
    out.append(out.isEmpty() ? "" : " ").append(before && value > 0 ? "+" : "").append(value);
    out.append(' ').append(unit).append(value == 1 ? "" : "s");
    return value < 0;
  }

  /// `04:05:06.7` from magnitudes.
  private void clock(int hourDigits) {
    String hour = String.valueOf(Math.abs(hours));
    out.append("0".repeat(Math.max(0, hourDigits - hour.length()))).append(hour).append(':');
    out.append(Math.abs(minutes) < 10 ? "0" : "").append(Math.abs(minutes)).append(':');
    seconds(true);
  }

  /// Seconds with their fraction, without sign.
  private void seconds(boolean twoDigits) {
    long magnitude = Math.abs(secondMicros);
    long whole = magnitude / DateTimes.MICROS_PER_SECOND;
    out.append(twoDigits && whole < 10 ? "0" : "").append(whole);
    ByteArraySink fraction = new ByteArraySink();
    DateTimeWriter.writeFraction(fraction, magnitude % DateTimes.MICROS_PER_SECOND);
    out.append(fraction);
  }

  /// `P1Y2M3DT4H5M6.7S`.
  private void iso() {
    out.append('P');
    isoPart(years, 'Y');
    isoPart(months, 'M');
    isoPart(days, 'D');
    if (hours != 0 || minutes != 0 || secondMicros != 0) {
      out.append('T');
    }
    isoPart(hours, 'H');
    isoPart(minutes, 'M');
    if (secondMicros != 0) {
      out.append(secondMicros < 0 ? "-" : "");
      seconds(false);
      out.append('S');
    }
    if (out.length() == 1) {
      out.append("T0S");
    }
  }

  private void isoPart(long value, char unit) {
    if (value != 0) {
      out.append(value).append(unit);
    }
  }

  /// `@ 1 year 2 mons 3 days 4 hours 5 mins 6.7 secs ago`.
  private void verbose() {
    long first =
        years != 0
            ? years
            : months != 0
                ? months
                : days != 0 ? days : hours != 0 ? hours : minutes != 0 ? minutes : secondMicros;
    boolean ago = first < 0;
    out.append('@');
    verbosePart(years, "year", ago);
    verbosePart(months, "mon", ago);
    verbosePart(days, "day", ago);
    verbosePart(hours, "hour", ago);
    verbosePart(minutes, "min", ago);
    if (secondMicros != 0) {
      out.append(' ').append((secondMicros < 0) != ago ? "-" : "");
      seconds(false);
      boolean one = Math.abs(secondMicros) == DateTimes.MICROS_PER_SECOND;
      out.append(one ? " sec" : " secs");
    }
    if (out.length() == 1) {
      out.append(" 0");
    }
    out.append(ago ? " ago" : "");
  }

  private void verbosePart(long value, String unit, boolean ago) {
    if (value != 0) {
      long shown = ago ? -value : value;
      out.append(' ').append(shown).append(' ').append(unit).append(shown == 1 ? "" : "s");
    }
  }

  /// `1-2`, `3 4:05:06.7`, `+1-2 -3 +4:05:06.7`.
  private void sqlStandard(Interval interval) {
    boolean negative = interval.months() < 0 || days < 0 || interval.micros() < 0;
    boolean positive = interval.months() > 0 || days > 0 || interval.micros() > 0;
    boolean yearMonth = interval.months() != 0;
    boolean dayTime = days != 0 || interval.micros() != 0;
    boolean standard = !(negative && positive) && !(yearMonth && dayTime);
    if (!negative && !positive) {
      out.append('0');
    } else if (!standard) {
      out.append(interval.months() < 0 ? '-' : '+').append(Math.abs(years)).append('-');
      out.append(Math.abs(months)).append(' ');
      out.append(days < 0 ? '-' : '+').append(Math.abs((long) days)).append(' ');
      out.append(isNegativeTime() ? '-' : '+');
      clock(1);
    } else {
      out.append(negative ? "-" : "");
      if (yearMonth) {
        out.append(Math.abs(years)).append('-').append(Math.abs(months));
      } else {
        out.append(days != 0 ? Math.abs((long) days) + " " : "");
        clock(1);
      }
    }
  }
}
