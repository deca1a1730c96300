package dev.omendb.sql.execute.vector;

import java.util.concurrent.Executor;

/// Threads that help with a large scan.
///
/// @param executor runs tasks soon; must not run them on the submitting thread
/// @param parallelism threads that may work on one search, the calling one included
public record SearchWorkers(Executor executor, int parallelism) {
  /// The calling thread alone.
  public static final SearchWorkers NONE = new SearchWorkers(Runnable::run, 1);

  /// Below this many bytes of vectors another thread costs more than it brings.
  private static final double PARALLEL_BYTES = 8 << 20;

  /// Threads that share a scan of so many bytes.
  public int threads(double bytes) {
    return bytes < PARALLEL_BYTES ? 1 : parallelism;
  }
}
