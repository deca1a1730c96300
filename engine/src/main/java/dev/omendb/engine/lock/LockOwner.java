package dev.omendb.engine.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A transaction, or a session for its session-level advisory locks, as a holder of locks. Owners
/// with the same process id never wait for each other. Confined to the session's thread, except for
/// [#cancel].
public final class LockOwner {
  /// Of the error with which a statement ends after its deadline.
  public static final String TIMEOUT_MESSAGE = "canceling statement due to statement timeout";

  /// Long enough for nearly all waits to end before anyone looks for a circle.
  private static final long DEADLOCK_DELAY_MILLIS = 10;

  private final int processId;
  private final long transactionId;

  /// Row locks in the order they were taken, as parallel arrays.
  private long[] rowTables = new long[4];

  private long[] rowIds = new long[4];
  private byte[] rowModes = new byte[4];
  private int rowCount;

  private final List<Held> others = new ArrayList<>();
  private boolean mayWait = true;
  private long timeoutMillis;
  private long deadlineNanos = Long.MAX_VALUE;
  private long deadlockDelayMillis = DEADLOCK_DELAY_MILLIS;

  /// Guarded by the stripe of the lock waited for.
  volatile @Nullable LockWaiter waiting;

  private volatile @Nullable String cancelMessage;

  /// A lock that is not on a row.
  record Held(LockTarget target, TableLock mode) {}

  /// @param processId the session, as its clients and pg_locks know it
  /// @param transactionId positive, unique among owners that lock rows
  public LockOwner(int processId, long transactionId) {
    this.processId = processId;
    this.transactionId = transactionId;
  }

  public int processId() {
    return processId;
  }

  public long transactionId() {
    return transactionId;
  }

  /// Whether a lock that others hold is waited for; when not, asking for it raises
  /// [dev.omendb.engine.error.HandOver].
  public void setMayWait(boolean value) {
    mayWait = value;
  }

  boolean mayWait() {
    return mayWait;
  }

  /// lock_timeout; 0 waits for ever.
  public void setTimeoutMillis(long millis) {
    timeoutMillis = millis;
  }

  long timeoutMillis() {
    return timeoutMillis;
  }

  /// statement_timeout: when waiting ends with 57014, by `nanoTime`; MAX_VALUE for never.
  public void setDeadlineNanos(long nanos) {
    deadlineNanos = nanos;
  }

  /// Nanoseconds until the statement has taken too long; MAX_VALUE without a deadline.
  public long nanosToDeadline() {
    return deadlineNanos == Long.MAX_VALUE ? Long.MAX_VALUE : deadlineNanos - System.nanoTime();
  }

  /// deadlock_timeout: how long to wait before looking for a deadlock.
  public void setDeadlockDelayMillis(long millis) {
    deadlockDelayMillis = millis;
  }

  long deadlockDelayMillis() {
    return deadlockDelayMillis;
  }

  /// Waits as long as another owner does.
  public void setTimesOf(LockOwner other) {
    timeoutMillis = other.timeoutMillis;
    deadlineNanos = other.deadlineNanos;
    deadlockDelayMillis = other.deadlockDelayMillis;
  }

  /// Ends the current wait and all later ones, until [#resetCancel], with 57014 and this message:
  /// `canceling statement due to user request`. From any thread.
  public void cancel(String message) {
    cancelMessage = message;
    LockWaiter waiter = waiting;
    if (waiter != null) {
      waiter.wake();
    }
  }

  /// Forgets a cancel: a new statement begins.
  public void resetCancel() {
    cancelMessage = null;
  }

  @Nullable String cancelMessage() {
    return cancelMessage;
  }

  void pushRow(long tableOid, long rowId, int mode) {
    if (rowCount == rowIds.length) {
      rowTables = Arrays.copyOf(rowTables, rowCount * 2);
      rowIds = Arrays.copyOf(rowIds, rowCount * 2);
      rowModes = Arrays.copyOf(rowModes, rowCount * 2);
    }
    rowTables[rowCount] = tableOid;
    rowIds[rowCount] = rowId;
    rowModes[rowCount++] = (byte) mode;
  }

  void push(LockTarget target, TableLock mode) {
    others.add(new Held(target, mode));
  }

  int rowCount() {
    return rowCount;
  }

  long rowTable(int index) {
    return rowTables[index];
  }

  long rowId(int index) {
    return rowIds[index];
  }

  int rowMode(int index) {
    return rowModes[index];
  }

  void forgetRowsFrom(int index) {
    rowCount = index;
    if (index == 0 && rowIds.length > 1024) {
      rowTables = new long[4];
      rowIds = new long[4];
      rowModes = new byte[4];
    }
  }

  List<Held> others() {
    return others;
  }
}
