package dev.omendb.engine.storage.sequence;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.storage.transaction.Journal;
import dev.omendb.engine.storage.transaction.Journal.Reservation;

/// Hands out oids, logged some at a time. The log is not waited for: whatever is named by an oid
/// becomes durable behind the reservation. Thread-safe.
public final class LoggedOids {
  private static final int LOGGED_AHEAD = 64;

  private final Journal journal;
  private long last = CatalogObject.FIRST_NORMAL_OID - 1;
  private long logged = last;

  public LoggedOids(Journal journal) {
    this.journal = journal;
  }

  public synchronized long next() {
    if (last == logged) {
      journal.append(new Reservation(0, last + LOGGED_AHEAD, true));
      logged = last + LOGGED_AHEAD;
    }
    return ++last;
  }

  /// Where to go on after a restart.
  ///
  /// @param exact nobody asks any more, so that nothing need be skipped
  public synchronized long last(boolean exact) {
    return exact ? last : logged;
  }

  /// Continues behind an oid from a manifest or the log.
  public synchronized void restore(long used) {
    last = Math.max(last, used);
    logged = last;
  }
}
