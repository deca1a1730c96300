package dev.omendb.engine.index;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The builds of indexes that run, and how far they are: pg_stat_progress_create_index.
/// Thread-safe.
public final class IndexBuilds {
  private final Set<Running> running = ConcurrentHashMap.newKeySet();

  /// How far a build is.
  ///
  /// @param processId the session that builds
  /// @param rows of the phase, 0 when it counts none
  /// @param rowsDone of those
  public record Progress(
      int processId, long tableOid, long indexOid, String phase, long rows, long rowsDone) {}

  /// Lists a build until it is closed.
  ///
  /// @param cancelReason why it must end, or null; asked from any thread
  public Running start(
      int processId, long tableOid, long indexOid, Supplier<@Nullable String> cancelReason) {
    Running build = new Running(processId, tableOid, indexOid, cancelReason);
    running.add(build);
    return build;
  }

  public List<Progress> all() {
    return running.stream().map(Running::progress).toList();
  }

  /// A build that runs.
  public final class Running implements BuildMonitor, AutoCloseable {
    private final int processId;
    private final long tableOid;
    private final long indexOid;
    private final Supplier<@Nullable String> cancelReason;
    private volatile String phase = "initializing";
    private volatile long rows;
    private volatile long rowsDone;

    private Running(
        int processId,
        long tableOid,
        long indexOid,
        Supplier<@Nullable String> cancelReason) {
      this.processId = processId;
      this.tableOid = tableOid;
      this.indexOid = indexOid;
      this.cancelReason = cancelReason;
    }

    private Progress progress() {
      return new Progress(processId, tableOid, indexOid, phase, rows, Math.min(rows, rowsDone));
    }

    @Override
    public boolean isCancelled() {
      return cancelReason.get() != null;
    }

    @Override
    public DatabaseException cancellation() {
      String reason = cancelReason.get();
      return reason == null
          ? BuildMonitor.super.cancellation()
          : new DatabaseException(SqlState.QUERY_CANCELED, reason);
    }

    /// Errors: 57014.
    public void checkCancelled() {
      if (isCancelled()) {
        throw cancellation();
      }
    }

    @Override
    public void begin(String newPhase, long newRows) {
      rowsDone = 0;
      rows = newRows;
      phase = newPhase;
    }

    @Override
    public void done(long newRows) {
      rowsDone = newRows;
    }

    @Override
    public void close() {
      running.remove(this);
    }
  }
}
