package dev.omendb.sql.session;

import dev.omendb.engine.column.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An empty query string.
enum EmptyExecutable implements Executable {
  INSTANCE;

  private static final int[] NO_TYPES = {};

  @Override
  public int[] parameterTypes() {
    return NO_TYPES;
  }

  @Override
  public @Nullable List<ResultColumn> columns() {
    return null;
  }

  @Override
  public boolean shortRunning() {
    return true;
  }

  @Override
  public boolean allowedInFailedTransaction() {
    return true;
  }

  @Override
  public long catalogVersion() {
    return -1;
  }

  @Override
  public Running start(Session session, Batch parameters) {
    throw new IllegalStateException("an empty query does not run");
  }
}
