package dev.omendb.sql.session;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.Locale;

/// DateStyle: an output format and a field order, either optional (PostgreSQL documentation,
/// 8.5.2).
final class DateStyleSetting {
  private DateStyleSetting() {}

  /// `iso, dmy` -> `ISO, DMY`.
  static String normalise(String value) {
    String style = "ISO";
    String order = "MDY";
    for (String part : value.split(",")) {
      switch (part.strip().toLowerCase(Locale.ROOT)) {
        case "iso" -> style = "ISO";
        case "sql" -> style = "SQL";
        case "postgres" -> style = "Postgres";
        case "german" -> {
          style = "German";
          order = "DMY";
        }
        case "mdy", "us", "noneuro", "noneuropean" -> order = "MDY";
        case "dmy", "euro", "european" -> order = "DMY";
        case "ymd" -> order = "YMD";
        case "default" -> {
          style = "ISO";
          order = "MDY";
        }
        default ->
            throw new DatabaseException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "invalid value for parameter \"DateStyle\": \"" + value + "\"")
                .detail("Unrecognized key word: \"" + part.strip() + "\".");
      }
    }
    return style + ", " + order;
  }
}
