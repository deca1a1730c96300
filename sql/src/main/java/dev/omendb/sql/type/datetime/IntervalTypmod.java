package dev.omendb.sql.type.datetime;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.TypeModifiers;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The modifier of interval: fields (`day to second`) in the high half, precision in the low half.
final class IntervalTypmod {
  static final int FULL_RANGE = 0x7FFF;
  private static final int FULL_PRECISION = 0xFFFF;

  static final int MONTH = 1 << 1;
  static final int YEAR = 1 << 2;
  static final int DAY = 1 << 3;
  static final int HOUR = 1 << 10;
  static final int MINUTE = 1 << 11;
  static final int SECOND = 1 << 12;

  private static final Map<String, Integer> RANGES = ranges();

  private IntervalTypmod() {}

  static int range(int typmod) {
    return typmod < 0 ? FULL_RANGE : typmod >> 16 & FULL_RANGE;
  }

  static int precision(int typmod) {
    int precision = typmod < 0 ? FULL_PRECISION : typmod & FULL_PRECISION;
    return precision == FULL_PRECISION ? -1 : precision;
  }

  /// The fields, as a mask (as PostgreSQL's parser passes them) or in words, then perhaps the
  /// precision: `day to second(3)`; `(3)` alone has the mask of all fields before it.
  static int parse(String[] modifiers) {
    if (modifiers.length < 1 || modifiers.length > 2) {
      throw invalid();
    }
    Integer named = RANGES.get(modifiers[0].strip().toLowerCase(Locale.ROOT));
    int range = named == null ? TypeModifiers.parse(modifiers[0]) : named;
    if (range != FULL_RANGE && !RANGES.containsValue(range)) {
      throw invalid();
    }
    int precision = modifiers.length == 2 ? TypeModifiers.parse(modifiers[1]) : FULL_PRECISION;
    if (precision < 0) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "INTERVAL(%d) precision must not be negative".formatted(precision));
    }
    int limited = modifiers.length == 2 ? Math.min(precision, TimePrecision.MAXIMUM) : precision;
    return limited | range << 16;
  }

  private static DatabaseException invalid() {
    return new DatabaseException(
        SqlState.INVALID_PARAMETER_VALUE, "invalid INTERVAL type modifier");
  }

  static String display(int typmod) {
    if (typmod < 0) {
      return "interval";
    }
    String fields = "";
    for (Map.Entry<String, Integer> entry : RANGES.entrySet()) {
      if (entry.getValue() == range(typmod)) {
        fields = " " + entry.getKey();
      }
    }
    int precision = precision(typmod);
    return "interval" + fields + (precision < 0 ? "" : "(" + precision + ")");
  }

  /// The interval with fields below the range cut off and seconds rounded to the precision.
  static Interval apply(Interval interval, int typmod) {
    int range = range(typmod);
    int months = interval.months();
    int days = interval.days();
    long micros = interval.micros();
    if (range != FULL_RANGE && (range & SECOND) == 0) {
      long unit =
          (range & MINUTE) != 0
              ? DateTimes.MICROS_PER_MINUTE
              : (range & HOUR) != 0 ? DateTimes.MICROS_PER_HOUR : Long.MAX_VALUE;
      micros = micros / unit * unit;
      if ((range & (YEAR | MONTH)) != 0) {
        days = 0;
      }
      if (range == YEAR) {
        months = months / 12 * 12;
      }
    }
    return new Interval(months, days, DateTimes.roundMicros(micros, precision(typmod)));
  }

  private static Map<String, Integer> ranges() {
    Map<String, Integer> ranges = new LinkedHashMap<>();
    ranges.put("year", YEAR);
    ranges.put("month", MONTH);
    ranges.put("day", DAY);
    ranges.put("hour", HOUR);
    ranges.put("minute", MINUTE);
    ranges.put("second", SECOND);
    ranges.put("year to month", YEAR | MONTH);
    ranges.put("day to hour", DAY | HOUR);
    ranges.put("day to minute", DAY | HOUR | MINUTE);
    ranges.put("day to second", DAY | HOUR | MINUTE | SECOND);
    ranges.put("hour to minute", HOUR | MINUTE);
    ranges.put("hour to second", HOUR | MINUTE | SECOND);
    ranges.put("minute to second", MINUTE | SECOND);
    return ranges;
  }
}
