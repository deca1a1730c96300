package dev.omendb.sql.type.datetime;

import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.datetime.DateTimeScanner.Field;
import dev.omendb.sql.type.datetime.DateTimeScanner.Sort;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Understands the fields of a date or time literal as PostgreSQL's DecodeDateTime and
/// DecodeTimeOnly do. One instance reads one literal.
final class DateTimeDecoder {
  // What has been seen, as bits.
  static final int YEAR = 1;
  static final int MONTH = 2;
  static final int DAY = 4;
  static final int DAY_OF_YEAR = 8;
  static final int TIME = 16;
  static final int ZONE = 32;
  private static final int DAYLIGHT = 64;
  private static final int HALF_DAY = 128;
  private static final int ERA = 256;
  private static final int WEEKDAY = 512;
  static final int DATE = YEAR | MONTH | DAY;

  /// What the literal turned out to be.
  enum Result {
    DATE_TIME,
    EPOCH,
    INFINITY,
    NEGATIVE_INFINITY
  }

  /// Words that a time of day may not have.
  private static final Set<DateTimeToken.Sort> DATE_WORDS =
      EnumSet.of(
          DateTimeToken.Sort.MONTH,
          DateTimeToken.Sort.DAY_OF_WEEK,
          DateTimeToken.Sort.TODAY,
          DateTimeToken.Sort.TOMORROW,
          DateTimeToken.Sort.YESTERDAY,
          DateTimeToken.Sort.EPOCH,
          DateTimeToken.Sort.INFINITY,
          DateTimeToken.Sort.NEGATIVE_INFINITY);

  private final FormatSettings settings;
  private final DateTimeErrors errors;
  private final List<Field> fields;
  private final DateTimeFields parts;
  private int seen;
  private Result result = Result.DATE_TIME;
  private boolean timeOnly;
  private boolean textMonth;
  private boolean beforeChrist;
  private boolean julian;
  private int halfDay = -1;
  private DateTimeToken.Sort prefix = DateTimeToken.Sort.UNKNOWN;
  private @Nullable ZoneId namedZone;

  /// @param type the name used in messages
  DateTimeDecoder(String type, String literal, FormatSettings settings) {
    this.settings = settings;
    this.errors = new DateTimeErrors(type, literal);
    this.fields = new DateTimeScanner(literal, errors).scan();
    this.parts = new DateTimeFields(errors, settings.dateOrder());
  }

  DateTimeErrors errors() {
    return errors;
  }

  DateTimeFields parts() {
    return parts;
  }

  /// Reads a date with an optional time; then [#parts] has all fields, the zone included.
  Result decodeDateTime() {
    if (fields.isEmpty()) {
      throw errors.badFormat();
    }
    for (int i = 0; i < fields.size(); i++) {
      see(decode(i, fields.get(i)));
    }
    finishDate();
    applyHalfDay();
    if (result == Result.DATE_TIME) {
      if ((seen & DATE) != DATE) {
        throw errors.badFormat();
      }
      resolveZone();
    }
    return result;
  }

  /// Reads a time of day with an optional zone and date.
  void decodeTime() {
    timeOnly = true;
    if (fields.isEmpty()) {
      throw errors.badFormat();
    }
    for (int i = 0; i < fields.size(); i++) {
      see(decode(i, fields.get(i)));
    }
    finishDate();
    applyHalfDay();
    parts.checkTime();
    if ((seen & TIME) != TIME || result != Result.DATE_TIME) {
      throw errors.badFormat();
    }
    if ((seen & DATE) != DATE) {
      parts.setToday(settings);
      if (namedZone != null && !namedZone.getRules().isFixedOffset()) {
        // Without a date the zone's offset is not known.
        throw errors.badFormat();
      }
    }
    resolveZone();
  }

  private void see(int mask) {
    if ((mask & seen) != 0) {
      throw errors.badFormat();
    }
    seen |= mask;
  }

  private int decode(int index, Field field) {
    String text = field.text();
    return switch (field.sort()) {
      case DATE -> decodeDateField(index, text);
      case TIME -> {
        takePrefix(DateTimeToken.Sort.ISO_TIME);
        parts.readTime(text);
        parts.checkTime();
        yield TIME;
      }
      case ZONE -> {
        parts.zoneSeconds = parts.readZone(text);
        yield ZONE;
      }
      case NUMBER -> decodeNumber(index, text);
      case STRING, SPECIAL -> decodeWord(index, text);
    };
  }

  /// A prefix such as `t` or `j` may stand before this field.
  private void takePrefix(DateTimeToken.Sort allowed) {
    if (prefix != DateTimeToken.Sort.UNKNOWN && prefix != allowed) {
      throw errors.badFormat();
    }
    prefix = DateTimeToken.Sort.UNKNOWN;
  }

  private int decodeDateField(int index, String text) {
    boolean dateExpected =
        timeOnly
            ? index == 0
                && fields.size() >= 2
                && (fields.getLast().sort() == Sort.DATE || fields.get(1).sort() == Sort.TIME)
            : (seen & DATE) != DATE;
    if (dateExpected && prefix == DateTimeToken.Sort.UNKNOWN) {
      return parts.readDate(text, seen);
    }
    if (DateTimeScanner.isDigit(text.charAt(0)) || prefix != DateTimeToken.Sort.UNKNOWN) {
      takePrefix(DateTimeToken.Sort.ISO_TIME);
      int dash = text.indexOf('-');
      if ((seen & TIME) != 0 || dash < 0) {
        throw errors.badFormat();
      }
      parts.zoneSeconds = parts.readZone(text.substring(dash));
      return parts.readRunTogether(text.substring(0, dash), seen | (timeOnly ? DATE : 0)) | ZONE;
    }
    Optional<ZoneId> zone = TimeZones.find(text);
    namedZone = zone.orElseThrow(() -> errors.unknownZone(text));
    return ZONE;
  }

  private int decodeNumber(int index, String text) {
    if (prefix == DateTimeToken.Sort.JULIAN) {
      prefix = DateTimeToken.Sort.UNKNOWN;
      julian = true;
      return parts.readJulian(text);
    }
    if (prefix == DateTimeToken.Sort.ISO_TIME) {
      prefix = DateTimeToken.Sort.UNKNOWN;
      int mask = parts.readRunTogether(text, seen | DATE);
      if (mask != TIME) {
        throw errors.badFormat();
      }
      return mask;
    }
    if (prefix != DateTimeToken.Sort.UNKNOWN) {
      throw errors.badFormat();
    }
    int point = text.indexOf('.');
    if (timeOnly) {
      boolean dateFirst = index == 0 && fields.size() >= 2 && fields.getLast().sort() == Sort.DATE;
      if (point >= 0 && dateFirst) {
        return parts.readDate(text, seen);
      }
      if (point >= 0 && point <= 2) {
        throw errors.badFormat();
      }
      return parts.readRunTogether(text, seen | DATE);
    }
    if (point >= 0 && (seen & DATE) == 0) {
      return parts.readDate(text, seen);
    }
    if (point > 2) {
      return parts.readRunTogether(text, seen);
    }
    if (text.length() >= 6 && ((seen & DATE) == 0 || (seen & TIME) == 0)) {
      return parts.readRunTogether(text, seen);
    }
    return parts.readNumber(text, textMonth, seen);
  }

  private int decodeWord(int index, String text) {
    int offset = TimeZoneAbbreviations.offset(text);
    if (offset != TimeZoneAbbreviations.UNKNOWN) {
      parts.zoneSeconds += offset;
      return ZONE;
    }
    DateTimeToken token = DateTimeToken.find(text);
    if (timeOnly && DATE_WORDS.contains(token.sort())) {
      throw errors.badFormat();
    }
    return switch (token.sort()) {
      case NOW, TODAY, TOMORROW, YESTERDAY -> decodeRelative(token.sort());
      case ALLBALLS -> {
        parts.setTime(0, 0, 0, 0);
        parts.zoneSeconds = 0;
        yield TIME | ZONE;
      }
      case EPOCH -> special(Result.EPOCH);
      case INFINITY -> special(Result.INFINITY);
      case NEGATIVE_INFINITY -> special(Result.NEGATIVE_INFINITY);
      case MONTH -> decodeMonth(token.value());
      case DAYLIGHT -> {
        parts.zoneSeconds += 3600;
        yield DAYLIGHT;
      }
      case AM, PM -> {
        halfDay = token.sort() == DateTimeToken.Sort.PM ? 12 : 0;
        yield HALF_DAY;
      }
      case AD, BC -> {
        beforeChrist = token.sort() == DateTimeToken.Sort.BC;
        yield ERA;
      }
      case DAY_OF_WEEK -> WEEKDAY;
      case IGNORED -> 0;
      case JULIAN -> {
        prefix = token.sort();
        yield 0;
      }
      case ISO_TIME -> {
        boolean timeFollows =
            index + 1 < fields.size()
                && (fields.get(index + 1).sort() == Sort.NUMBER
                    || fields.get(index + 1).sort() == Sort.TIME
                    || fields.get(index + 1).sort() == Sort.DATE);
        if (!timeFollows) {
          throw errors.badFormat();
        }
        prefix = token.sort();
        yield 0;
      }
      case UNIT, UNKNOWN -> {
        namedZone = TimeZones.named(text).orElseThrow(errors::badFormat);
        yield ZONE;
      }
    };
  }

  private int special(Result special) {
    result = special;
    return DATE | TIME | ZONE;
  }

  private int decodeRelative(DateTimeToken.Sort sort) {
    parts.setNow(settings);
    if (sort == DateTimeToken.Sort.NOW) {
      return DATE | TIME | ZONE;
    }
    int shift =
        sort == DateTimeToken.Sort.TOMORROW ? 1 : sort == DateTimeToken.Sort.YESTERDAY ? -1 : 0;
    if ((seen & TIME) == 0) {
      parts.setTime(0, 0, 0, 0);
    }
    parts.shiftDays(shift);
    return DATE;
  }

  private int decodeMonth(int month) {
    int mask = MONTH;
    boolean numericMonth = (seen & MONTH) != 0 && !textMonth && (seen & DAY) == 0;
    if (numericMonth && parts.month >= 1 && parts.month <= 31) {
      // A number taken for the month was the day.
      parts.day = parts.month;
      mask = DAY;
    }
    textMonth = true;
    parts.month = month;
    return mask;
  }

  private void finishDate() {
    if (result == Result.DATE_TIME) {
      parts.validateDate(seen, julian, beforeChrist);
    }
  }

  private void applyHalfDay() {
    if (halfDay >= 0) {
      if (parts.hour > 12) {
        throw errors.fieldOverflow();
      }
      parts.hour = parts.hour % 12 + halfDay;
    }
  }

  private void resolveZone() {
    if ((seen & DAYLIGHT) != 0 && ((seen & ZONE) == 0 || namedZone != null)) {
      throw errors.badFormat();
    }
    if (namedZone != null) {
      parts.zoneSeconds = DateTimes.offsetOfLocal(parts.nearestLocalMicros(), namedZone);
    } else if ((seen & ZONE) == 0) {
      parts.zoneSeconds = DateTimes.offsetOfLocal(parts.nearestLocalMicros(), settings.timeZone());
    }
  }
}
