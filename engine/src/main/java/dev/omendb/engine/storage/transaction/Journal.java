package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.storage.table.TableWrites;

/// Where commits become durable. Memory storage has none and only counts.
public interface Journal {
  /// Encodes a commit before its turn comes; places are still open.
  Entry encode(Commit commit);

  /// Called with rows that a running transaction has just added, which may go ahead of its commit.
  void added(long transactionId, TableWrites rows);

  /// Called when an encoded commit is in the tables.
  void applied(Commit commit);

  /// Called when a transaction whose rows may have gone ahead does not come to its commit.
  void abandoned(long transactionId);

  /// Adds a record that reserves sequence values or oids.
  long append(Reservation reservation);

  /// Waits until everything up to `timestamp` is durable.
  void awaitDurable(long timestamp);

  /// How long the last wait for the disk took, whoever waited; MAX_VALUE before the first.
  long lastSyncNanos();

  /// A commit ready to be written.
  interface Entry {
    /// Fills in the places and appends. Called in commit order; returns the commit timestamp, which
    /// grows from call to call.
    long append();
  }

  /// Values promised to callers ahead of use: after a crash counting goes on behind them.
  ///
  /// @param sequenceOid the sequence, or 0 for oids
  /// @param value last value that may have been handed out
  /// @param isCalled false: `value` itself comes next
  record Reservation(long sequenceOid, long value, boolean isCalled) {}
}
