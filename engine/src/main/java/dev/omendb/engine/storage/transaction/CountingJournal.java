package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.storage.table.TableWrites;

/// Numbers commits and keeps nothing.
public final class CountingJournal implements Journal {
  private long last;

  @Override
  public Entry encode(Commit commit) {
    return this::next;
  }

  @Override
  public void added(long transactionId, TableWrites rows) {}

  @Override
  public void applied(Commit commit) {}

  @Override
  public void abandoned(long transactionId) {}

  @Override
  public long append(Reservation reservation) {
    return next();
  }

  @Override
  public void awaitDurable(long timestamp) {}

  @Override
  public long lastSyncNanos() {
    return 0;
  }

  private synchronized long next() {
    return ++last;
  }
}
