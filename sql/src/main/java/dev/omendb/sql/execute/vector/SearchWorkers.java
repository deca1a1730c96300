package dev.omendb.sql.execute.vector;

import java.util.concurrent.Executor;

/// Threads that help with a large scan.
///
/// @param executor runs tasks soon; must not run them on the submitting thread
/// @param parallelism threads that may work on one search, the calling one included
public record SearchWorkers(Executor executor, int parallelism) {
  /// The calling thread alone.
  public static final SearchWorkers NONE = new SearchWorkers(Runnable::run, 1);
}
