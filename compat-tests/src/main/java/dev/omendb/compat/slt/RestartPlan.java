package dev.omendb.compat.slt;

import dev.omendb.compat.slt.SltRecord.Sql;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// When a run restarts the server between two statements. Confined to the run's thread.
final class RestartPlan {
  /// Restarts the server the run talks to and returns when it is ready again.
  @FunctionalInterface
  interface Restart {
    /// @param kill with SIGKILL instead of SIGTERM
    void restart(boolean kill) throws IOException;
  }

  private final Restart restart;
  private final RandomGenerator random;
  private int left;

  /// @param left how many restarts a file gets besides those it asks for
  RestartPlan(Restart restart, RandomGenerator random, int left) {
    this.restart = restart;
    this.random = random;
    this.left = left;
  }

  /// For servers that are not ours: `restart` in a file only ends its sessions.
  static RestartPlan none() {
    return new RestartPlan(kill -> {}, RandomGenerator.getDefault(), 0);
  }

  /// Restarts fall before statements that read, and never inside a transaction.
  boolean due(Sql record, Collection<Session> sessions) {
    var reads = record.sql().toLowerCase(Locale.ROOT).startsWith("select");
    if (left == 0 || !reads || sessions.stream().anyMatch(s -> s.transactionStatus() != 'I')) {
      return false;
    }
    var due = random.nextInt(3) == 0;
    left -= due ? 1 : 0;
    return due;
  }

  void restart(boolean kill) throws IOException {
    restart.restart(kill);
  }
}
