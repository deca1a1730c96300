package dev.omendb.sql.session;

/// Reads durations as SHOW prints them.
public final class SettingDurations {
  private SettingDurations() {}

  /// `1500ms`, `2s`, `0` -> milliseconds.
  public static int millis(String value) {
    if (value.equals("0")) {
      return 0;
    }
    int end = 0;
    while (end < value.length() && Character.isDigit(value.charAt(end))) {
      end++;
    }
    long number = Long.parseLong(value.substring(0, end));
    long unit =
        switch (value.substring(end)) {
          case "s" -> 1_000;
          case "min" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 1;
        };
    return (int) Math.min(Integer.MAX_VALUE, number * unit);
  }
}
