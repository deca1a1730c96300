package dev.omendb.sql.session;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.lock.LockOwner;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.engine.storage.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The transaction state machine of a connection: none, implicit (one statement, one Sync group or
/// one simple query string), an explicit block, or a failed block. Confined to its session.
public final class SessionTransaction {
  private final StorageEngine storage;
  private final int processId;
  private final Settings settings;
  /// Volatile: a CancelRequest reads it from another thread.
  private volatile @Nullable Transaction transaction;
  private State state = State.NONE;
  private final List<Savepoint> savepoints = new ArrayList<>();
  private boolean readOnly;
  private String isolation = "read committed";
  private long startMicros;
  private boolean snapshotTaken;
  private long defaultsVersion = -1;
  private String defaultIsolation = "read committed";
  private boolean defaultReadOnly;
  private boolean defaultDeferrable;
  private boolean deferrable;
  private long lockTimesVersion = -1;
  private int lockTimeoutMillis;
  private int deadlockDelayMillis = -1;

  /// Of the statement that runs, by `nanoTime`, for transactions it starts on its way.
  private long statementDeadline = Long.MAX_VALUE;

  private long lastSavepoint;
  private Listener listener = Listener.NONE;

  /// Who must know of a transaction's ends.
  interface Listener {
    Listener NONE =
        new Listener() {
          @Override
          public void beforeCommit() {}

          @Override
          public void ended(boolean committed) {}

          @Override
          public void rolledBackTo(long savepoint) {}
        };

    /// Everything is still possible, errors included.
    void beforeCommit();

    void ended(boolean committed);

    /// @param savepoint the number of the savepoint; what has come since has it or a higher one
    void rolledBackTo(long savepoint);
  }

  /// @param processId the backend's id, under which its locks are listed
  SessionTransaction(StorageEngine storage, Settings settings, int processId) {
    this.storage = storage;
    this.processId = processId;
    this.settings = settings;
  }

  void listen(Listener newListener) {
    this.listener = newListener;
  }

  private enum State {
    NONE,
    IMPLICIT,
    BLOCK,
    FAILED
  }

  /// @param mark the storage's
  /// @param number counts the session's savepoints
  private record Savepoint(String name, int mark, long number) {}

  /// The transaction status byte of ReadyForQuery.
  public char status() {
    return switch (state) {
      case NONE, IMPLICIT -> 'I';
      case BLOCK -> 'T';
      case FAILED -> 'E';
    };
  }

  public boolean inBlock() {
    return state == State.BLOCK || state == State.FAILED;
  }

  public boolean failed() {
    return state == State.FAILED;
  }

  /// True while a transaction is open, implicit ones included.
  public boolean active() {
    return transaction != null;
  }

  /// The open transaction; starts an implicit one when there is none.
  public Transaction current() {
    Transaction open = transaction;
    if (open == null) {
      open = start();
      state = State.IMPLICIT;
    }
    return open;
  }

  /// Interrupts a wait. Thread-safe.
  void cancelCurrent() {
    Transaction open = transaction;
    if (open != null) {
      open.cancel();
    }
  }

  /// now(), µs since 2000-01-01 UTC.
  public long startMicros() {
    return startMicros;
  }

  public boolean readOnly() {
    return readOnly;
  }

  public boolean deferrable() {
    return deferrable;
  }

  /// Means nothing below SERIALIZABLE; kept because it can be shown.
  public void setDeferrable(boolean value) {
    deferrable = value;
  }

  /// The number of the savepoint set last, released or not: what is done now must be undone when
  /// a savepoint of this number or a lower one is rolled back to.
  public long lastSavepoint() {
    return lastSavepoint;
  }

  /// Whether there is a savepoint to go back to.
  public boolean hasSavepoints() {
    return !savepoints.isEmpty();
  }

  public String isolation() {
    return transaction == null ? settings.get("default_transaction_isolation") : isolation;
  }

  /// Called before each statement but transaction control.
  ///
  /// @param reads READ COMMITTED sees what has been committed by now
  /// @param deadlineNanos when waiting for locks ends, by `nanoTime`
  void prepareStatement(boolean reads, long deadlineNanos) {
    Transaction open = current();
    if (reads) {
      refreshSnapshot(open);
    }
    open.resetCancel();
    setLockTimes(open.lockOwner());
    statementDeadline = deadlineNanos;
    open.lockOwner().setDeadlineNanos(deadlineNanos);
  }

  /// A statement has waited before it read anything: READ COMMITTED sees what came meanwhile.
  public void refreshAfterWait() {
    refreshSnapshot(current());
  }

  private void refreshSnapshot(Transaction open) {
    if (!snapshotTaken
        || isolation.equals("read committed")
        || isolation.equals("read uncommitted")) {
      open.refreshSnapshot();
      snapshotTaken = true;
    }
  }

  /// Without a deadlock_timeout of its own a session looks for deadlocks sooner than PostgreSQL.
  private void setLockTimes(LockOwner owner) {
    if (lockTimesVersion != settings.version()) {
      lockTimesVersion = settings.version();
      lockTimeoutMillis = SettingDurations.millis(settings.get("lock_timeout"));
      deadlockDelayMillis =
          settings.isExplicit("deadlock_timeout")
              ? SettingDurations.millis(settings.get("deadlock_timeout"))
              : -1;
    }
    owner.setTimeoutMillis(lockTimeoutMillis);
    if (deadlockDelayMillis >= 0) {
      owner.setDeadlockDelayMillis(deadlockDelayMillis);
    }
  }

  /// BEGIN. False when a block is open already (a WARNING for the caller to send).
  public boolean begin() {
    if (inBlock()) {
      return false;
    }
    if (transaction == null) {
      start();
    }
    state = State.BLOCK;
    return true;
  }

  /// SET TRANSACTION and the options of BEGIN.
  public void setIsolation(String level) {
    if (level.equals("serializable")) {
      throw DatabaseException.unsupported("isolation level SERIALIZABLE");
    }
    if (snapshotTaken && !level.equals(isolation)) {
      throw new DatabaseException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          "SET TRANSACTION ISOLATION LEVEL must be called before any query");
    }
    current().setFixedSnapshot(level.equals("repeatable read"));
    isolation = level;
  }

  public void setReadOnly(boolean value) {
    if (!value && readOnly && snapshotTaken) {
      throw new DatabaseException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          "transaction read-write mode must be set before any query");
    }
    readOnly = value;
  }

  /// Raises 25006 for a statement that writes in a READ ONLY transaction.
  public void requireWritable(String command) {
    if (readOnly) {
      throw new DatabaseException(
          SqlState.READ_ONLY_SQL_TRANSACTION,
          "cannot execute " + command + " in a read-only transaction");
    }
  }

  /// COMMIT. Returns false when the transaction had failed and was rolled back instead.
  public boolean commit() {
    if (state == State.FAILED) {
      rollback();
      return false;
    }
    Transaction open = transaction;
    if (open == null) {
      state = State.NONE;
      return true;
    }
    boolean committed = false;
    try {
      listener.beforeCommit();
      open.commit();
      committed = true;
    } finally {
      end(open, false);
      if (committed) {
        settings.transactionCommitted();
      } else {
        settings.transactionRolledBack();
      }
      listener.ended(committed);
    }
    return true;
  }

  /// ROLLBACK.
  public void rollback() {
    Transaction open = transaction;
    state = State.NONE;
    if (open != null) {
      try {
        end(open, true);
      } finally {
        settings.transactionRolledBack();
        listener.ended(false);
      }
    }
  }

  /// A statement failed: an implicit transaction is over, a block waits for ROLLBACK.
  void statementFailed() {
    switch (state) {
      case NONE -> {}
      case IMPLICIT -> rollback();
      case BLOCK -> {
        state = State.FAILED;
        undoFailed(current());
      }
      case FAILED -> {}
    }
  }

  /// What a failed block did is undone at once, back to its last savepoint: others may wait for its
  /// locks longer than its client takes to say ROLLBACK.
  private void undoFailed(Transaction open) {
    if (savepoints.isEmpty()) {
      open.rollback();
    } else {
      open.rollbackTo(savepoints.getLast().mark());
    }
  }

  /// End of a Sync group or of a simple query string: commits an implicit transaction.
  void commitImplicit() {
    if (state == State.IMPLICIT) {
      commit();
    }
  }

  public void savepoint(String name) {
    requireBlock("SAVEPOINT");
    savepoints.add(new Savepoint(name, current().savepoint(), ++lastSavepoint));
    settings.savepoint(savepoints.size());
  }

  public void release(String name) {
    requireBlock("RELEASE SAVEPOINT");
    int index = find(name);
    current().release(savepoints.get(index).mark());
    savepoints.subList(index, savepoints.size()).clear();
    settings.release(index);
  }

  public void rollbackTo(String name) {
    requireBlock("ROLLBACK TO SAVEPOINT");
    int index = find(name);
    current().rollbackTo(savepoints.get(index).mark());
    savepoints.subList(index + 1, savepoints.size()).clear();
    settings.rollbackTo(index);
    state = State.BLOCK;
    listener.rolledBackTo(savepoints.get(index).number());
  }

  private void requireBlock(String command) {
    if (!inBlock()) {
      throw new DatabaseException(
          SqlState.NO_ACTIVE_SQL_TRANSACTION, command + " can only be used in transaction blocks");
    }
  }

  private int find(String name) {
    for (int i = savepoints.size() - 1; i >= 0; i--) {
      if (savepoints.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new DatabaseException(
        SqlState.S_E_INVALID_SPECIFICATION, "savepoint \"" + name + "\" does not exist");
  }

  private Transaction start() {
    Transaction fresh = storage.begin(processId);
    transaction = fresh;
    startMicros = Clocks.nowMicros();
    readDefaults();
    isolation = defaultIsolation;
    readOnly = defaultReadOnly;
    deferrable = defaultDeferrable;
    fresh.setFixedSnapshot(isolation.equals("repeatable read"));
    settings.transactionStarted();
    snapshotTaken = false;
    savepoints.clear();
    if (statementDeadline != Long.MAX_VALUE) {
      fresh.lockOwner().setDeadlineNanos(statementDeadline);
    }
    return fresh;
  }

  /// Looked up again only when a setting has changed: every statement starts here.
  private void readDefaults() {
    if (defaultsVersion != settings.version()) {
      defaultsVersion = settings.version();
      defaultIsolation = settings.get("default_transaction_isolation");
      defaultReadOnly = settings.isOn("default_transaction_read_only");
      defaultDeferrable = settings.isOn("default_transaction_deferrable");
    }
  }

  private void end(Transaction open, boolean rollback) {
    transaction = null;
    state = State.NONE;
    savepoints.clear();
    readOnly = false;
    deferrable = false;
    try {
      if (rollback) {
        open.rollback();
      }
    } finally {
      open.close();
    }
  }
}
