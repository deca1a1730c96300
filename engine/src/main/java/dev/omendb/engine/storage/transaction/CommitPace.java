package dev.omendb.engine.storage.transaction;

/// Whether one session alone commits these days. Threads may race: a commit counted wrongly costs
/// a little time.
final class CommitPace {
  /// So many commits without one of another session make a session the only one.
  private static final int LONE_COMMITS = 16;

  private volatile int lastProcess;
  private volatile int inARow;

  /// A session commits.
  void committing(int processId) {
    if (lastProcess != processId) {
      lastProcess = processId;
      inARow = 0;
    } else if (inARow < LONE_COMMITS) {
      inARow = inARow + 1;
    }
  }

  /// Nobody else has committed for a while.
  boolean isLone(int processId) {
    return lastProcess == processId && inARow >= LONE_COMMITS;
  }
}
