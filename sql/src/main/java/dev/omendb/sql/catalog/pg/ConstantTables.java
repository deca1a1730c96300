package dev.omendb.sql.catalog.pg;

import dev.omendb.sql.catalog.CatalogRows;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Tables that are the same in every database: pg_collation, pg_range, time zones.
final class ConstantTables {
  private ConstantTables() {}

  static void addTo(Map<String, CatalogRows> into) {
    into.put("pg_collation", ConstantTables::writeCollations);
    into.put("pg_range", ConstantTables::writeRanges);
    into.put("pg_timezone_names", ConstantTables::writeTimeZones);
  }

  private static void writeCollations(CatalogView view, RowWriter rows) {
    collation(100, "default", "d", null, -1, rows);
    collation(950, "C", "c", "C", -1, rows);
    collation(951, "POSIX", "c", "POSIX", -1, rows);
    collation(12_341, "ucs_basic", "c", "C", 6, rows);
  }

  private static void collation(
      int oid,
      String name,
      String provider,
      @Nullable String locale,
      int encoding,
      RowWriter rows) {
    rows.put("oid", oid)
        .put("collname", name)
        .put("collnamespace", CatalogView.PG_CATALOG)
        .put("collowner", CatalogView.SUPERUSER)
        .put("collprovider", provider)
        .put("collisdeterministic", true)
        .put("collencoding", encoding)
        .put("collcollate", locale)
        .put("collctype", locale)
        .end();
  }

  /// Range types are listed and have no values: range, element, multirange, operator class.
  private static void writeRanges(CatalogView view, RowWriter rows) {
    int[][] ranges = {
      {3904, 23, 4451, 1978}, {3906, 1700, 4532, 3125}, {3908, 1114, 4533, 3128},
      {3910, 1184, 4534, 3127}, {3912, 1082, 4535, 3122}, {3926, 20, 4536, 3124}
    };
    for (int[] range : ranges) {
      rows.put("rngtypid", range[0])
          .put("rngsubtype", range[1])
          .put("rngmultitypid", range[2])
          .put("rngsubopc", range[3])
          .end();
    }
  }

  private static void writeTimeZones(CatalogView view, RowWriter rows) {
    Instant now =
        Instant.ofEpochSecond(
            946_684_800L + Math.floorDiv(view.context().transactionMicros(), 1_000_000L));
    for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      if (name.startsWith("SystemV/")) {
        continue;
      }
      ZoneId zone = ZoneId.of(name);
      ZoneOffset offset = zone.getRules().getOffset(now);
      boolean daylight = zone.getRules().isDaylightSavings(now);
      rows.put("name", name)
          .put("abbrev", abbreviation(zone, daylight))
          .put("utc_offset", offset.getTotalSeconds() + " seconds")
          .put("is_dst", daylight)
          .end();
    }
  }

  private static String abbreviation(ZoneId zone, boolean daylight) {
    return TimeZone.getTimeZone(zone)
        .getDisplayName(daylight, TimeZone.SHORT, Locale.ROOT);
  }
}
