package dev.omendb.sql.session;

import java.time.Instant;

/// Time in PostgreSQL's unit: microseconds since 2000-01-01 00:00 UTC.
final class Clocks {
  /// Seconds from 1970-01-01 to 2000-01-01.
  private static final long EPOCH_SECONDS = 946_684_800L;

  private Clocks() {}

  static long nowMicros() {
    Instant now = Instant.now();
    return (now.getEpochSecond() - EPOCH_SECONDS) * 1_000_000L + now.getNano() / 1_000;
  }
}
