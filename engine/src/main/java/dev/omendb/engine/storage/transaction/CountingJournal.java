package dev.omendb.engine.storage.transaction;

/// Numbers commits and keeps nothing.
public final class CountingJournal implements Journal {
  private long last;

  @Override
  public Entry encode(Commit commit) {
    return this::next;
  }

  @Override
  public void applied(Commit commit) {}

  @Override
  public void abandoned(Commit commit) {}

  @Override
  public long append(Reservation reservation) {
    return next();
  }

  @Override
  public void awaitDurable(long timestamp) {}

  private synchronized long next() {
    return ++last;
  }
}
