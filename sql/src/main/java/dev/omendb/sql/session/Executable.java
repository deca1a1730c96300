package dev.omendb.sql.session;

import dev.omendb.engine.column.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A planned statement: a query plan or a utility command. Belongs to one session and can be
/// started again once its previous run is closed.
public interface Executable {
  int[] NO_PARAMETERS = {};

  /// Type oids of `$1`….
  default int[] parameterTypes() {
    return NO_PARAMETERS;
  }

  /// What it returns, or null when it returns no rows.
  default @Nullable List<ResultColumn> columns() {
    return null;
  }

  /// Expected to end within about a millisecond without waiting for a disk: may run on the network
  /// thread, and be run again elsewhere when it turns out to take longer or to need a lock.
  default boolean shortRunning() {
    return false;
  }

  /// A run on the network thread was broken off because it took long.
  default void tookLong() {}

  /// Running it twice has no effect that running it once has not, and so it may be tried.
  default boolean repeatable() {
    return false;
  }

  /// Changes rows: what a broken off run has done must be undone before it runs again.
  default boolean writes() {
    return false;
  }

  /// BEGIN, COMMIT, ROLLBACK and savepoint commands: they manage the transaction themselves, and
  /// some are allowed in a failed one.
  default boolean transactionControl() {
    return false;
  }

  /// COMMIT, ROLLBACK, ROLLBACK TO: accepted in a failed transaction.
  default boolean allowedInFailedTransaction() {
    return false;
  }

  /// SET, SHOW, BEGIN and the like take no snapshot.
  default boolean needsSnapshot() {
    return true;
  }

  /// Whether the plan of a text may be kept for the next time the text comes.
  default boolean cacheable() {
    return catalogVersion() >= 0;
  }

  /// FETCH from a binary cursor: even a simple query gets its rows in binary format.
  default boolean binaryResult() {
    return false;
  }

  /// Catalog version the plan was made for, or -1 when it depends on none.
  default long catalogVersion() {
    return -1;
  }

  /// Starts a run.
  ///
  /// @param parameters one row, one column for each parameter type
  Running start(Session session, Batch parameters);

  /// Starts a run whose rows are fetched in pieces, and perhaps not to the end.
  default Running startInPieces(Session session, Batch parameters) {
    return start(session, parameters);
  }

  /// One run. Closed in every case by the portal that owns it.
  interface Running extends AutoCloseable {
    /// Continues for up to `maxRows` rows (0: all). Commands ignore it.
    Outcome run(int maxRows, RowSink sink);

    @Override
    void close();
  }
}
