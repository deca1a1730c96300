package dev.omendb.sql.type.datetime;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.datetime.DateTimeScanner.Field;
import dev.omendb.sql.type.datetime.DateTimeScanner.Sort;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads an interval literal from right to left, as PostgreSQL's DecodeInterval does, or in ISO
/// 8601 form. One instance reads one literal.
public final class IntervalDecoder {
  /// Units of intervals, in PostgreSQL's order of size.
  private enum Unit {
    MICROSECOND,
    MILLISECOND,
    SECOND,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR,
    DECADE,
    CENTURY,
    MILLENNIUM
  }

  private static final Map<String, Unit> UNITS = units();

  private final DateTimeErrors errors;
  private final String literal;
  private final int range;
  private final String style;
  private int years;
  private int months;
  private int days;
  private long micros;
  private int seen;

  private IntervalDecoder(String literal, int range, String style) {
    this.errors = new DateTimeErrors("interval", literal);
    this.literal = literal;
    this.range = range;
    this.style = style;
  }

  /// Reads a literal with the given typmod.
  public static Interval decode(String literal, int typmod, String intervalStyle) {
    IntervalDecoder decoder =
        new IntervalDecoder(literal, IntervalTypmod.range(typmod), intervalStyle);
    try {
      decoder.read();
      return IntervalTypmod.apply(decoder.interval(), typmod);
    } catch (ArithmeticException overflow) {
      throw decoder.errors.intervalOverflow();
    }
  }

  private Interval interval() {
    long total = years * 12L + months;
    if (total != (int) total) {
      throw new DatabaseException(SqlState.DATETIME_FIELD_OVERFLOW, "interval out of range");
    }
    return new Interval((int) total, days, micros);
  }

  private void read() {
    String text = literal.strip();
    if (text.startsWith("P") || text.startsWith("p")) {
      readIso(text.toUpperCase(Locale.ROOT));
      return;
    }
    List<Field> fields = new DateTimeScanner(literal, errors).scan();
    boolean allNegative = appliesLeadingSign(fields);
    boolean ago = false;
    boolean afterAgo = false;
    @Nullable Unit unit = null;
    for (int i = fields.size() - 1; i >= 0; i--) {
      Field field = fields.get(i);
      boolean zoneTime = field.sort() == Sort.ZONE && field.text().indexOf(':') > 0;
      if (field.text().equals("ago")) {
        ago = true;
        afterAgo = true;
      } else if (field.sort() == Sort.TIME || zoneTime) {
        boolean negative = field.text().charAt(0) == '-' || allNegative;
        if (zoneTime) {
          addSignedTime(field.text().substring(1), negative);
        } else {
          addTime(field.text(), negative);
        }
        unit = Unit.DAY;
        afterAgo = false;
      } else if (field.sort() == Sort.STRING || field.sort() == Sort.SPECIAL) {
        unit = unit(field.text());
        afterAgo = false;
      } else if (field.text().indexOf('-', 1) > 0) {
        addYearsMonths(field.text(), allNegative);
        unit = Unit.MONTH;
        afterAgo = false;
      } else if (afterAgo) {
        throw errors.badFormat();
      } else {
        unit = unit == null ? rightmostUnit() : unit;
        addNumber(field.text(), unit, allNegative);
        // Before hours without a unit there can be days, as in '1 2' day to hour.
        unit = unit == Unit.HOUR ? Unit.DAY : unit;
      }
    }
    if (seen == 0) {
      throw errors.badFormat();
    }
    if (ago) {
      years = Math.negateExact(years);
      months = Math.negateExact(months);
      days = Math.negateExact(days);
      micros = Math.negateExact(micros);
    }
  }

  /// In SQL style a leading minus counts for every field unless others have signs.
  private boolean appliesLeadingSign(List<Field> fields) {
    if (!style.equals("sql_standard")
        || fields.isEmpty()
        || fields.getFirst().text().charAt(0) != '-') {
      return false;
    }
    return fields.stream().skip(1).noneMatch(f -> "+-".indexOf(f.text().charAt(0)) >= 0);
  }

  private Unit unit(String word) {
    Unit unit = UNITS.get(word.length() > 10 ? word.substring(0, 10) : word);
    if (unit == null) {
      throw errors.badFormat();
    }
    return unit;
  }

  private Unit rightmostUnit() {
    if (range == IntervalTypmod.FULL_RANGE || (range & IntervalTypmod.SECOND) != 0) {
      return Unit.SECOND;
    }
    if ((range & IntervalTypmod.MINUTE) != 0) {
      return Unit.MINUTE;
    }
    if ((range & IntervalTypmod.HOUR) != 0) {
      return Unit.HOUR;
    }
    if ((range & IntervalTypmod.DAY) != 0) {
      return Unit.DAY;
    }
    return (range & IntervalTypmod.MONTH) != 0 ? Unit.MONTH : Unit.YEAR;
  }

  private void see(Unit unit) {
    int bit = 1 << unit.ordinal();
    if ((seen & bit) != 0) {
      throw errors.badFormat();
    }
    seen |= bit;
  }

  private void addTime(String text, boolean negative) {
    DateTimeFields parts = new DateTimeFields(errors, "MDY");
    long time;
    String[] pieces = text.split(":", -1);
    int minuteSecond = IntervalTypmod.MINUTE | IntervalTypmod.SECOND;
    if (pieces.length == 2 && range == minuteSecond && text.indexOf('.') < 0) {
      parts.readTime("0:" + text);
    } else {
      parts.readTime(text);
    }
    time =
        Math.addExact(
            Math.multiplyExact((long) parts.hour, DateTimes.MICROS_PER_HOUR),
            (parts.minute * 60L + parts.second) * DateTimes.MICROS_PER_SECOND + parts.micros);
    see(Unit.HOUR);
    see(Unit.MINUTE);
    seeAllSeconds();
    // Fractions of units to its right are lost, as in PostgreSQL.
    micros = negative ? -time : time;
  }

  /// A time with a sign that is no time is no number either.
  private void addSignedTime(String text, boolean negative) {
    try {
      addTime(text, negative);
    } catch (DatabaseException e) {
      throw errors.badFormat();
    }
  }

  /// Seconds with a fraction leave no room for milliseconds and microseconds.
  private void seeAllSeconds() {
    see(Unit.SECOND);
    see(Unit.MILLISECOND);
    see(Unit.MICROSECOND);
  }

  /// `1-2`: years and months.
  private void addYearsMonths(String text, boolean allNegative) {
    boolean signed = text.charAt(0) == '-' || text.charAt(0) == '+';
    boolean negative = text.charAt(0) == '-' || allNegative;
    String digits = signed ? text.substring(1) : text;
    int dash = digits.indexOf('-');
    long whole = whole(digits.substring(0, dash));
    long rest = whole(digits.substring(dash + 1));
    if (rest >= 12) {
      throw errors.fieldOverflow();
    }
    add(Unit.MONTH, Math.addExact(Math.multiplyExact(whole, 12L), rest), 0, negative);
  }

  private void addNumber(String text, Unit unit, boolean allNegative) {
    boolean signed = text.charAt(0) == '-' || text.charAt(0) == '+';
    boolean negative = text.charAt(0) == '-' || allNegative;
    String digits = signed ? text.substring(1) : text;
    int point = digits.indexOf('.');
    double fraction = 0;
    if (point >= 0 && point < digits.length() - 1) {
      whole(digits.substring(point + 1));
      fraction = Double.parseDouble("0" + digits.substring(point));
    }
    long value = point == 0 ? 0 : whole(point < 0 ? digits : digits.substring(0, point));
    add(unit, value, fraction, negative);
  }

  private void add(Unit unit, long magnitude, double part, boolean negative) {
    long value = negative ? -magnitude : magnitude;
    double fraction = negative ? -part : part;
    switch (unit) {
      case MICROSECOND -> addMicros(value, fraction, 1);
      case MILLISECOND -> addMicros(value, fraction, 1000);
      case SECOND -> addMicros(value, fraction, DateTimes.MICROS_PER_SECOND);
      case MINUTE -> addMicros(value, fraction, DateTimes.MICROS_PER_MINUTE);
      case HOUR -> addMicros(value, fraction, DateTimes.MICROS_PER_HOUR);
      case DAY -> addDays(value, fraction, 1);
      case WEEK -> addDays(value, fraction, 7);
      case MONTH -> {
        addMonths(value);
        addDays(0, fraction, 30);
      }
      case YEAR -> addYears(value, fraction, 1);
      case DECADE -> addYears(value, fraction, 10);
      case CENTURY -> addYears(value, fraction, 100);
      case MILLENNIUM -> addYears(value, fraction, 1000);
    }
    if (unit == Unit.SECOND && part != 0) {
      seeAllSeconds();
    } else {
      see(unit);
    }
  }

  private void addMicros(long value, double fraction, long unit) {
    micros = Math.addExact(micros, Math.multiplyExact(value, unit));
    double scaled = fraction * unit;
    long part = (long) scaled;
    double rest = scaled - part;
    part += rest > 0.5 ? 1 : rest < -0.5 ? -1 : 0;
    micros = Math.addExact(micros, part);
  }

  private void addDays(long value, double fraction, int unit) {
    days = Math.toIntExact(Math.addExact(days, Math.multiplyExact(value, (long) unit)));
    double scaled = fraction * unit;
    long part = (long) scaled;
    days = Math.toIntExact(days + part);
    addMicros(0, scaled - part, DateTimes.MICROS_PER_DAY);
  }

  private void addMonths(long value) {
    months = Math.toIntExact(Math.addExact(months, value));
  }

  private void addYears(long value, double fraction, int unit) {
    years = Math.toIntExact(Math.addExact(years, Math.multiplyExact(value, (long) unit)));
    addMonths((long) Math.rint(fraction * unit * 12));
  }

  private long whole(String digits) {
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw errors.badFormat();
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException tooLong) {
      throw errors.fieldOverflow();
    }
  }

  /// `P1Y2M10DT2H30M`, `P0001-02-10T02:30:00`.
  private void readIso(String text) {
    int timeAt = text.indexOf('T');
    String date = text.substring(1, timeAt < 0 ? text.length() : timeAt);
    String time = timeAt < 0 ? "" : text.substring(timeAt + 1);
    if (date.isEmpty() && timeAt < 0) {
      throw errors.badFormat();
    }
    try {
      if (date.matches("\\d{8}")) {
        addIso(date.substring(0, 4), Unit.YEAR);
        addIso(date.substring(4, 6), Unit.MONTH);
        addIso(date.substring(6), Unit.DAY);
      } else if (date.matches("\\d+(-\\d{1,2}){0,2}")) {
        String[] parts = date.split("-");
        addIso(parts[0], Unit.YEAR);
        addIso(parts.length > 1 ? parts[1] : "0", Unit.MONTH);
        addIso(parts.length > 2 ? parts[2] : "0", Unit.DAY);
      } else {
        designated(date, "YMWD", Unit.YEAR, Unit.MONTH, Unit.WEEK, Unit.DAY);
      }
      if (time.indexOf(':') >= 0) {
        addTime(time, false);
      } else {
        designated(time, "HMS", Unit.HOUR, Unit.MINUTE, Unit.SECOND);
      }
    } catch (NumberFormatException notNumbers) {
      throw errors.badFormat();
    }
  }

  private void designated(String text, String letters, Unit... units) {
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      int index = letters.indexOf(text.charAt(at));
      if (index >= 0) {
        addIso(text.substring(start, at), units[index]);
        start = at + 1;
      }
    }
    if (start != text.length()) {
      throw errors.badFormat();
    }
  }

  private void addIso(String number, Unit unit) {
    if (!number.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)")) {
      throw errors.badFormat();
    }
    seen = 0;
    addNumber(number, unit, false);
  }

  private static Map<String, Unit> units() {
    Map<String, Unit> units = new HashMap<>();
    put(units, Unit.MICROSECOND, "us usec usecs usecond useconds microsecon");
    put(units, Unit.MILLISECOND, "ms msec msecs msecond mseconds millisecon");
    put(units, Unit.SECOND, "s sec secs second seconds");
    put(units, Unit.MINUTE, "m min mins minute minutes");
    put(units, Unit.HOUR, "h hr hrs hour hours");
    put(units, Unit.DAY, "d day days");
    put(units, Unit.WEEK, "w week weeks");
    put(units, Unit.MONTH, "mon mons month months");
    put(units, Unit.YEAR, "y yr yrs year years");
    put(units, Unit.DECADE, "dec decs decade decades");
    put(units, Unit.CENTURY, "c cent century centuries");
    put(units, Unit.MILLENNIUM, "mil mils millennium millennia");
    return Map.copyOf(units);
  }

  private static void put(Map<String, Unit> units, Unit unit, String words) {
    for (String word : words.split(" ")) {
      units.put(word.length() > 10 ? word.substring(0, 10) : word, unit);
    }
  }
}
