package dev.omendb.sql.type.datetime;

import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.DecimalWriter;
import dev.omendb.sql.type.FormatSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/// Prints dates and times in the four date styles. ISO allocates nothing.
public final class DateTimeWriter {
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };
  private static final String[] DAYS = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

  private DateTimeWriter() {}

  /// A date, infinities included.
  public static void writeDate(ByteSink out, long days, FormatSettings settings) {
    if (!DateTimes.isFiniteDate(days)) {
      out.writeAscii(days > 0 ? "infinity" : "-infinity");
      return;
    }
    long civil = DateTimes.civilFromDays(days);
    switch (settings.dateStyle()) {
      case "ISO" -> isoDate(out, civil);
      case "SQL" -> numericDate(out, civil, '/', settings.dateOrder().equals("DMY"));
      case "German" -> numericDate(out, civil, '.', true);
      default -> numericDate(out, civil, '-', settings.dateOrder().equals("DMY"));
    }
    era(out, civil);
  }

  /// A timestamp without time zone, infinities included.
  public static void writeTimestamp(ByteSink out, long micros, FormatSettings settings) {
    if (!DateTimes.isFinite(micros)) {
      out.writeAscii(micros > 0 ? "infinity" : "-infinity");
      return;
    }
    writeLocal(out, micros, null, 0, settings);
  }

  /// A timestamp with time zone in the session's zone.
  public static void writeTimestampTz(ByteSink out, long micros, FormatSettings settings) {
    if (!DateTimes.isFinite(micros)) {
      out.writeAscii(micros > 0 ? "infinity" : "-infinity");
      return;
    }
    int offset = DateTimes.offsetOfUtc(micros, settings.timeZone());
    long local = micros + offset * DateTimes.MICROS_PER_SECOND;
    writeLocal(out, local, settings.timeZone(), offset, settings);
  }

  /// `04:05:06.789`.
  public static void writeTime(ByteSink out, long micros) {
    DecimalWriter.writePadded(out, micros / DateTimes.MICROS_PER_HOUR, 2);
    out.writeByte(':');
    DecimalWriter.writePadded(out, micros / DateTimes.MICROS_PER_MINUTE % 60, 2);
    out.writeByte(':');
    DecimalWriter.writePadded(out, micros / DateTimes.MICROS_PER_SECOND % 60, 2);
    writeFraction(out, micros % DateTimes.MICROS_PER_SECOND);
  }

  /// `+02`, `-07:30`, `+05:53:28`.
  public static void writeOffset(ByteSink out, int seconds) {
    int magnitude = Math.abs(seconds);
    out.writeByte(seconds < 0 ? '-' : '+');
    DecimalWriter.writePadded(out, magnitude / 3600, 2);
    if (magnitude % 3600 != 0) {
      out.writeByte(':');
      DecimalWriter.writePadded(out, magnitude / 60 % 60, 2);
    }
    if (magnitude % 60 != 0) {
      out.writeByte(':');
      DecimalWriter.writePadded(out, magnitude % 60, 2);
    }
  }

  /// A point and up to six digits without trailing zeros; nothing for 0.
  static void writeFraction(ByteSink out, long micros) {
    if (micros == 0) {
      return;
    }
    out.writeByte('.');
    long rest = micros;
    int digits = 6;
    while (rest % 10 == 0) {
      rest /= 10;
      digits--;
    }
    DecimalWriter.writePadded(out, rest, digits);
  }

  private static void writeLocal(
      ByteSink out, long local, @Nullable ZoneId zone, int offset, FormatSettings settings) {
    long days = DateTimes.days(local);
    long time = DateTimes.timeOfDay(local);
    long civil = DateTimes.civilFromDays(days);
    boolean dayFirst = settings.dateOrder().equals("DMY");
    switch (settings.dateStyle()) {
      case "ISO" -> isoDate(out, civil);
      case "SQL" -> numericDate(out, civil, '/', dayFirst);
      case "German" -> numericDate(out, civil, '.', true);
      default -> {
        out.writeAscii(DAYS[DateTimes.dayOfWeek(days)]);
        out.writeByte(' ');
        if (dayFirst) {
          DecimalWriter.writePadded(out, DateTimes.day(civil), 2);
          out.writeByte(' ');
        }
        out.writeAscii(MONTHS[DateTimes.month(civil) - 1]);
        if (!dayFirst) {
          out.writeByte(' ');
          DecimalWriter.writePadded(out, DateTimes.day(civil), 2);
        }
      }
    }
    out.writeByte(' ');
    writeTime(out, time);
    boolean verbose = !"ISO SQL German".contains(settings.dateStyle());
    if (verbose) {
      out.writeByte(' ');
      year(out, civil);
    }
    if (zone != null) {
      writeZone(out, zone, offset, local, settings.dateStyle().equals("ISO"));
    }
    era(out, civil);
  }

  /// ISO prints the offset, the other styles the zone's abbreviation.
  private static void writeZone(ByteSink out, ZoneId zone, int offset, long local, boolean iso) {
    if (iso || zone instanceof ZoneOffset) {
      if (!iso) {
        out.writeByte(' ');
      }
      writeOffset(out, offset);
      return;
    }
    long utcSecond = DateTimes.unixSecond(local) - offset;
    boolean daylight = zone.getRules().isDaylightSavings(Instant.ofEpochSecond(utcSecond));
    String name = TimeZone.getTimeZone(zone).getDisplayName(daylight, TimeZone.SHORT, Locale.US);
    out.writeByte(' ');
    if (name.startsWith("GMT") && name.length() > 3) {
      writeOffset(out, offset);
    } else {
      out.writeAscii(name);
    }
  }

  private static void isoDate(ByteSink out, long civil) {
    year(out, civil);
    out.writeByte('-');
    DecimalWriter.writePadded(out, DateTimes.month(civil), 2);
    out.writeByte('-');
    DecimalWriter.writePadded(out, DateTimes.day(civil), 2);
  }

  private static void numericDate(ByteSink out, long civil, char separator, boolean dayFirst) {
    DecimalWriter.writePadded(out, dayFirst ? DateTimes.day(civil) : DateTimes.month(civil), 2);
    out.writeByte(separator);
    DecimalWriter.writePadded(out, dayFirst ? DateTimes.month(civil) : DateTimes.day(civil), 2);
    out.writeByte(separator);
    year(out, civil);
  }

  /// At least four digits; years before Christ count from 1 again.
  private static void year(ByteSink out, long civil) {
    int year = DateTimes.year(civil);
    int shown = year > 0 ? year : 1 - year;
    DecimalWriter.writePadded(out, shown, Math.max(4, DecimalWriter.digitCount(shown)));
  }

  private static void era(ByteSink out, long civil) {
    if (DateTimes.year(civil) <= 0) {
      out.writeAscii(" BC");
    }
  }
}
