package dev.omendb.sql.plan;

/// Whether the next run of a plan that should be short may be tried where nothing may take long.
/// After a run that took long, as the first ones after the server's start do, some runs keep away;
/// twice as many each time, one fewer for each short run since. So a statement that was slow once
/// is not kept away for good, and one that is always slow is tried once in a thousand runs.
final class ShortRuns {
  private static final int FIRST_PAUSE = 4;
  private static final int LONGEST_PAUSE = 1024;

  /// Runs that still keep away.
  private int pause;

  private int nextPause = FIRST_PAUSE;

  boolean mayTry() {
    return pause == 0;
  }

  void tookLong() {
    pause = nextPause;
    nextPause = Math.min(2 * nextPause, LONGEST_PAUSE);
  }

  /// A run came to its end, wherever it was.
  void ended() {
    if (pause > 0) {
      pause--;
    } else if (nextPause > FIRST_PAUSE) {
      nextPause--;
    }
  }
}
