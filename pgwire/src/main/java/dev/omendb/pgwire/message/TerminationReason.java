package dev.omendb.pgwire.message;

import dev.omendb.engine.error.SqlState;

/// Why the server ends a connection of its own accord.
public enum TerminationReason {
  SHUTDOWN(SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command"),
  ADMINISTRATOR(SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command"),
  IDLE_IN_TRANSACTION(
      SqlState.IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
      "terminating connection due to idle-in-transaction timeout"),
  IDLE_SESSION(
      SqlState.IDLE_SESSION_TIMEOUT, "terminating connection due to idle-session timeout");

  private final SqlState state;
  private final String message;

  TerminationReason(SqlState state, String message) {
    this.state = state;
    this.message = message;
  }

  public SqlState state() {
    return state;
  }

  public String message() {
    return message;
  }
}
