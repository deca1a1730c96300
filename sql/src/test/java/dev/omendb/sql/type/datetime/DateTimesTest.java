package dev.omendb.sql.type.datetime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Calendar arithmetic against java.time, and words that depend on the time of the transaction.
class DateTimesTest {
  private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
  // 2024-07-15 22:30:00 UTC
  private static final long NOW =
      EPOCH.until(LocalDate.of(2024, 7, 15), ChronoUnit.DAYS) * DateTimes.MICROS_PER_DAY
          + 22 * DateTimes.MICROS_PER_HOUR
          + 30 * DateTimes.MICROS_PER_MINUTE;
  private static final FormatSettings BERLIN =
      new FormatSettings(ZoneId.of("Europe/Berlin"), "ISO", "MDY", "postgres", true, 1, NOW);

  @Test
  void daysAndDatesConvertBothWays() {
    Random random = new Random(11);
    for (int i = 0; i < 100_000; i++) {
      long days = random.nextInt(4_000_000) - 2_000_000L;
      LocalDate date = EPOCH.plusDays(days);
      long civil = DateTimes.civilFromDays(days);
      assertThat(DateTimes.year(civil)).isEqualTo(date.getYear());
      assertThat(DateTimes.month(civil)).isEqualTo(date.getMonthValue());
      assertThat(DateTimes.day(civil)).isEqualTo(date.getDayOfMonth());
      assertThat(
              DateTimes.daysFromCivil(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
          .isEqualTo(days);
      assertThat(DateTimes.dayOfWeek(days)).isEqualTo(date.getDayOfWeek().getValue() % 7);
    }
  }

  @Test
  void wordsForDaysFollowTheSessionsZone() {
    // In Berlin it is the 16th already.
    assertThat(parse(TypeOids.DATE, "today")).isEqualTo(days(2024, 7, 16));
    assertThat(parse(TypeOids.DATE, "tomorrow")).isEqualTo(days(2024, 7, 17));
    assertThat(parse(TypeOids.DATE, "yesterday")).isEqualTo(days(2024, 7, 15));
    assertThat(parse(TypeOids.DATE, "now")).isEqualTo(days(2024, 7, 16));
    assertThat(parse(TypeOids.TIMESTAMPTZ, "now")).isEqualTo(NOW);
    assertThat(parse(TypeOids.TIMESTAMP, "NOW")).isEqualTo(NOW + 2 * DateTimes.MICROS_PER_HOUR);
    assertThat(parse(TypeOids.TIMESTAMPTZ, "today"))
        .isEqualTo(days(2024, 7, 16) * DateTimes.MICROS_PER_DAY - 2 * DateTimes.MICROS_PER_HOUR);
    assertThat(parse(TypeOids.TIMESTAMP, "tomorrow 12:30"))
        .isEqualTo(
            days(2024, 7, 17) * DateTimes.MICROS_PER_DAY
                + 12 * DateTimes.MICROS_PER_HOUR
                + 30 * DateTimes.MICROS_PER_MINUTE);
    assertThat(parse(TypeOids.TIME, "now")).isEqualTo(30 * DateTimes.MICROS_PER_MINUTE);
  }

  @Test
  void skippedAndRepeatedLocalTimesResolveAsPostgresDoes() {
    ZoneId newYork = ZoneId.of("America/New_York");
    long day = DateTimes.MICROS_PER_DAY;
    long skipped = days(2024, 3, 10) * day + 2 * DateTimes.MICROS_PER_HOUR + 1;
    long repeated = days(2024, 11, 3) * day + DateTimes.MICROS_PER_HOUR + 1;
    assertThat(DateTimes.offsetOfLocal(skipped, newYork)).isEqualTo(-5 * 3600);
    assertThat(DateTimes.offsetOfLocal(repeated, newYork)).isEqualTo(-5 * 3600);
  }

  @Test
  void zonesAreFoundInAnyCaseAndByAbbreviation() {
    assertThat(TimeZones.find("europe/berlin")).contains(ZoneId.of("Europe/Berlin"));
    assertThat(TimeZones.find("UTC")).isPresent();
    assertThat(TimeZones.find("PST").orElseThrow().getRules().isFixedOffset()).isTrue();
    assertThat(TimeZones.find("Nowhere/Land")).isEmpty();
  }

  private static long days(int year, int month, int day) {
    return DateTimes.daysFromCivil(year, month, day);
  }

  private static long parse(int oid, String literal) {
    PgType type = Types.builtin().byOid(oid);
    LongColumn column = new LongColumn(1);
    byte[] bytes = literal.getBytes(StandardCharsets.UTF_8);
    type.parseText(bytes, 0, bytes.length, -1, BERLIN, column);
    return column.get(0);
  }
}
