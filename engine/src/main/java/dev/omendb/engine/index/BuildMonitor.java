package dev.omendb.engine.index;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;

/// Whoever watches the build of an index. Called from any of its threads.
@FunctionalInterface
public interface BuildMonitor {
  /// Nobody watches, and nobody cancels.
  BuildMonitor NONE = () -> false;

  /// Once true, the build ends soon, with 57014.
  boolean isCancelled();

  /// What ends it then.
  default DatabaseException cancellation() {
    return new DatabaseException(
        SqlState.QUERY_CANCELED, "canceling statement due to user request");
  }

  /// A phase begins.
  ///
  /// @param rows to be done in it, 0 when it does not count any
  default void begin(String phase, long rows) {}

  /// How many rows of the phase are done.
  default void done(long rows) {}
}
