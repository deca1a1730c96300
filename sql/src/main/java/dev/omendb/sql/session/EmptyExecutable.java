package dev.omendb.sql.session;

import dev.omendb.engine.column.Batch;

/// An empty query string.
enum EmptyExecutable implements Executable {
  INSTANCE;

  @Override
  public boolean shortRunning() {
    return true;
  }

  @Override
  public boolean allowedInFailedTransaction() {
    return true;
  }

  @Override
  public Running start(Session session, Batch parameters) {
    throw new IllegalStateException("an empty query does not run");
  }
}
