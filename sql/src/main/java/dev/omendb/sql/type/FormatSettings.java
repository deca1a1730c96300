package dev.omendb.sql.type;

import java.time.ZoneId;

/// The session settings that text input and output depend on.
///
/// @param dateStyle `ISO`, `SQL`, `German`, `Postgres`
/// @param dateOrder `MDY`, `DMY`, `YMD`
/// @param intervalStyle `postgres`, `postgres_verbose`, `sql_standard`, `iso_8601`
/// @param byteaHex false for `bytea_output = escape`
/// @param extraFloatDigits 1 (shortest exact) by default
/// @param transactionStartMicros now(), µs since 2000-01-01 UTC: for input such as 'today'
/// @param names catalog lookups for the reg… types
public record FormatSettings(
    ZoneId timeZone,
    String dateStyle,
    String dateOrder,
    String intervalStyle,
    boolean byteaHex,
    int extraFloatDigits,
    long transactionStartMicros,
    CatalogNames names) {
  public static final FormatSettings DEFAULT =
      new FormatSettings(ZoneId.of("UTC"), "ISO", "MDY", "postgres", true, 1, 0, CatalogNames.NONE);

  public FormatSettings(
      ZoneId timeZone,
      String dateStyle,
      String dateOrder,
      String intervalStyle,
      boolean byteaHex,
      int extraFloatDigits,
      long transactionStartMicros) {
    this(
        timeZone,
        dateStyle,
        dateOrder,
        intervalStyle,
        byteaHex,
        extraFloatDigits,
        transactionStartMicros,
        CatalogNames.NONE);
  }

  /// The same settings in another transaction.
  public FormatSettings withTransactionStart(long startMicros) {
    return new FormatSettings(
        timeZone,
        dateStyle,
        dateOrder,
        intervalStyle,
        byteaHex,
        extraFloatDigits,
        startMicros,
        names);
  }

  /// The same settings with the session's catalog lookups.
  public FormatSettings withNames(CatalogNames catalogNames) {
    return new FormatSettings(
        timeZone,
        dateStyle,
        dateOrder,
        intervalStyle,
        byteaHex,
        extraFloatDigits,
        transactionStartMicros,
        catalogNames);
  }
}
