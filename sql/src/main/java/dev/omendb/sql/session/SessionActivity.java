package dev.omendb.sql.session;

/// What a session does, for pg_stat_activity. Written by the session's thread, read by any.
public final class SessionActivity {
  private final long startMicros = Clocks.nowMicros();
  private volatile String query = "";
  private volatile long queryMicros;
  private volatile long changeMicros = startMicros;
  private volatile boolean active;

  void started(String sql, long micros) {
    query = sql;
    queryMicros = micros;
    changeMicros = micros;
    active = true;
  }

  void ended() {
    if (active) {
      changeMicros = Clocks.nowMicros();
      active = false;
    }
  }

  /// When the session began, µs since 2000-01-01 UTC as the others.
  public long startMicros() {
    return startMicros;
  }

  /// The last statement's text.
  public String query() {
    return query;
  }

  /// When the last statement began; 0 before the first.
  public long queryMicros() {
    return queryMicros;
  }

  public long changeMicros() {
    return changeMicros;
  }

  /// pg_stat_activity.state, by the transaction status of ReadyForQuery.
  public String state(char status) {
    if (active) {
      return "active";
    }
    return switch (status) {
      case 'T' -> "idle in transaction";
      case 'E' -> "idle in transaction (aborted)";
      default -> "idle";
    };
  }
}
