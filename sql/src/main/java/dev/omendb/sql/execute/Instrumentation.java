package dev.omendb.sql.execute;

/// What EXPLAIN ANALYZE measured of one operator, its children included. Confined to the plan's
/// thread.
public final class Instrumentation {
  private long loops;
  private long rows;
  private long totalNanos;
  private long startupNanos;
  private long enteredNanos;
  private boolean firstRowSeen;

  void enter() {
    enteredNanos = System.nanoTime();
  }

  void opened() {
    long nanos = System.nanoTime() - enteredNanos;
    loops++;
    firstRowSeen = false;
    totalNanos += nanos;
    startupNanos += nanos;
  }

  void produced(int rowCount) {
    long nanos = System.nanoTime() - enteredNanos;
    totalNanos += nanos;
    rows += rowCount;
    if (!firstRowSeen) {
      firstRowSeen = true;
      startupNanos += nanos;
    }
  }

  /// Executions; 0 means never executed.
  public long loops() {
    return loops;
  }

  /// Rows of all loops together.
  public long rows() {
    return rows;
  }

  /// Time until the first batch, averaged over loops.
  public double startupMillis() {
    return startupNanos / 1e6 / Math.max(loops, 1);
  }

  /// Time until the last batch, averaged over loops.
  public double totalMillis() {
    return totalNanos / 1e6 / Math.max(loops, 1);
  }
}
