package dev.omendb.sql.type.datetime;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds time zones by the names that PostgreSQL accepts, in any case.
public final class TimeZones {
  private static final Map<String, String> IDS = ids();

  private TimeZones() {}

  /// A zone by its IANA name, without abbreviations: `Europe/Berlin`, `utc`, `est5edt`.
  public static Optional<ZoneId> named(String name) {
    String id = IDS.get(name.toLowerCase(Locale.ROOT));
    return id == null ? Optional.empty() : Optional.of(ZoneId.of(id));
  }

  /// A zone by IANA name, abbreviation (`PST`, `z`), or ISO offset as AT TIME ZONE takes them.
  /// POSIX-style offsets count westwards: `+05` and `<+05>-05` alike in SET TIME ZONE; here only
  /// names, abbreviations and `UTC+5`-like specifications, whose sign POSIX inverts.
  public static Optional<ZoneId> find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int offset = TimeZoneAbbreviations.offset(lower);
    Optional<ZoneId> named = named(lower);
    if (named.isPresent() && (offset == TimeZoneAbbreviations.UNKNOWN || lower.length() > 4)) {
      return named;
    }
    if (offset != TimeZoneAbbreviations.UNKNOWN) {
      return Optional.of(offset == 0 ? ZoneId.of("UTC") : ZoneOffset.ofTotalSeconds(offset));
    }
    return posix(lower);
  }

  /// `utc+3`, `xyz-2:30`, `-7`: letters, then hours west of Greenwich.
  private static Optional<ZoneId> posix(String lower) {
    int letters = 0;
    while (letters < lower.length() && Character.isLetter(lower.charAt(letters))) {
      letters++;
    }
    String rest = lower.substring(letters);
    if (!rest.matches("[+-]?\\d{1,2}(:\\d{2}(:\\d{2})?)?") || letters == 1 || letters == 2) {
      return Optional.empty();
    }
    boolean negative = rest.startsWith("-");
    String[] parts = rest.replaceFirst("^[+-]", "").split(":");
    int seconds = Integer.parseInt(parts[0]) * 3600;
    seconds += parts.length > 1 ? Integer.parseInt(parts[1]) * 60 : 0;
    seconds += parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
    try {
      return Optional.of(ZoneOffset.ofTotalSeconds(negative ? seconds : -seconds));
    } catch (DateTimeException outOfRange) {
      return Optional.empty();
    }
  }

  private static Map<String, String> ids() {
    Map<String, String> ids = new HashMap<>();
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (!id.startsWith("SystemV/")) {
        ids.put(id.toLowerCase(Locale.ROOT), id);
      }
    }
    // Names of the IANA database that the JDK resolves only as short ids.
    ids.put("est", "-05:00");
    ids.put("mst", "-07:00");
    ids.put("hst", "-10:00");
    return Map.copyOf(ids);
  }
}
