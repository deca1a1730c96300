package dev.omendb.sql.session;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Time zone names as clients write them.
public final class TimeZones {
  private static final Map<String, String> BY_LOWER_CASE_NAME = names();

  private TimeZones() {}

  /// The zone's name in the case the tz database gives it. PostgreSQL keeps unknown-looking POSIX
  /// forms; here they are refused.
  static String canonicalName(String name) {
    String known = BY_LOWER_CASE_NAME.get(name.toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    return toZone(name) instanceof ZoneOffset ? name : name.toUpperCase(Locale.ROOT);
  }

  /// `-5` -> `<-05>+05`, the POSIX form PostgreSQL shows for a numeric zone.
  static String fromOffsetHours(double hours) {
    int seconds = (int) Math.round(hours * 3600);
    String iso = clock(seconds);
    String posix = clock(-seconds);
    return "<" + iso + ">" + posix;
  }

  /// The zone a TimeZone setting names.
  public static ZoneId toZone(String setting) {
    if (setting.startsWith("<")) {
      return ZoneOffset.of(setting.substring(1, setting.indexOf('>')));
    }
    String known = BY_LOWER_CASE_NAME.get(setting.toLowerCase(Locale.ROOT));
    return ZoneId.of(known != null ? known : setting);
  }

  private static String clock(int seconds) {
    int absolute = Math.abs(seconds);
    String text = "%s%02d".formatted(seconds < 0 ? "-" : "+", absolute / 3600);
    return absolute % 3600 == 0 ? text : text + ":%02d".formatted(absolute / 60 % 60);
  }

  private static Map<String, String> names() {
    Map<String, String> names = new TreeMap<>();
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (!id.startsWith("SystemV/")) {
        names.put(id.toLowerCase(Locale.ROOT), id);
      }
    }
    names.put("z", "Z");
    if (names.isEmpty()) {
      throw new DateTimeException("no time zone data");
    }
    return names;
  }
}
