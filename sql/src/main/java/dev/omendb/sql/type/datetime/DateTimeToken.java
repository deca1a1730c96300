package dev.omendb.sql.type.datetime;

import java.util.HashMap;
import java.util.Map;

/// A word that date and time literals know, such as `jan`, `monday`, `pm`, `epoch`.
///
/// @param value the month 1..12, day of week 0..6, or hours to add for am and pm
record DateTimeToken(Sort sort, int value) {
  enum Sort {
    MONTH,
    DAY_OF_WEEK,
    AM,
    PM,
    AD,
    BC,
    IGNORED,
    NOW,
    TODAY,
    TOMORROW,
    YESTERDAY,
    ALLBALLS,
    EPOCH,
    INFINITY,
    NEGATIVE_INFINITY,
    DAYLIGHT,
    ISO_TIME,
    JULIAN,
    UNIT,
    UNKNOWN
  }

  static final DateTimeToken UNKNOWN = new DateTimeToken(Sort.UNKNOWN, 0);
  private static final Map<String, DateTimeToken> TOKENS = tokens();

  /// By its lower-case spelling; only the first ten letters count, as in PostgreSQL.
  static DateTimeToken find(String word) {
    String key = word.length() > 10 ? word.substring(0, 10) : word;
    return TOKENS.getOrDefault(key, UNKNOWN);
  }

  private static Map<String, DateTimeToken> tokens() {
    Map<String, DateTimeToken> map = new HashMap<>();
    String[] months = {
      "jan january",
      "feb february",
      "mar march",
      "apr april",
      "may",
      "jun june",
      "jul july",
      "aug august",
      "sep sept september",
      "oct october",
      "nov november",
      "dec december"
    };
    String[] days = {
      "sun sunday",
      "mon monday",
      "tue tues tuesday",
      "wed weds wednesday",
      "thu thur thurs thursday",
      "fri friday",
      "sat saturday"
    };
    putAll(map, Sort.MONTH, months, 1);
    putAll(map, Sort.DAY_OF_WEEK, days, 0);
    put(map, Sort.AM, "am");
    put(map, Sort.PM, "pm");
    put(map, Sort.AD, "ad");
    put(map, Sort.BC, "bc");
    put(map, Sort.IGNORED, "at on");
    put(map, Sort.NOW, "now");
    put(map, Sort.TODAY, "today");
    put(map, Sort.TOMORROW, "tomorrow");
    put(map, Sort.YESTERDAY, "yesterday");
    put(map, Sort.ALLBALLS, "allballs");
    put(map, Sort.EPOCH, "epoch");
    put(map, Sort.INFINITY, "infinity");
    put(map, Sort.NEGATIVE_INFINITY, "-infinity");
    put(map, Sort.DAYLIGHT, "dst");
    put(map, Sort.ISO_TIME, "t");
    put(map, Sort.JULIAN, "j jd julian");
    put(map, Sort.UNIT, "y m d h mm s dow doy isodow isoyear");
    return Map.copyOf(map);
  }

  private static void putAll(
      Map<String, DateTimeToken> map, Sort sort, String[] spellings, int first) {
    for (int i = 0; i < spellings.length; i++) {
      for (String word : spellings[i].split(" ")) {
        map.put(word, new DateTimeToken(sort, first + i));
      }
    }
  }

  private static void put(Map<String, DateTimeToken> map, Sort sort, String words) {
    for (String word : words.split(" ")) {
      map.put(word, new DateTimeToken(sort, 0));
    }
  }
}
