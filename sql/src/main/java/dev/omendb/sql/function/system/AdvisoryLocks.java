package dev.omendb.sql.function.system;

import dev.omendb.engine.lock.LockOwner;
import dev.omendb.engine.lock.LockTable;
import dev.omendb.engine.lock.LockTarget;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.TableLock;

/// A session's advisory locks, on numbers that applications agree on. Those of session level
/// outlast transactions: they are given back one by one, or when the session ends. Confined to the
/// session, except for [#cancel].
public final class AdvisoryLocks {
  /// Session-level locks lock no rows, so that no transaction's number is needed.
  private static final long NO_TRANSACTION = 0;

  private final LockTable table;
  private final LockOwner session;

  public AdvisoryLocks(LockTable table, int backendId) {
    this.table = table;
    this.session = new LockOwner(backendId, NO_TRANSACTION);
  }

  /// Takes a lock once more, for the session, waiting as long as its transaction would.
  ///
  /// @return false when others hold it and `wait` is SKIP_LOCKED
  boolean lock(
      LockTarget.Advisory target, boolean shared, LockOwner transaction, LockWait wait) {
    session.setTimesOf(transaction);
    return table.lock(session, target, mode(shared), wait);
  }

  /// As [#lock], until the transaction ends or is rolled back to before this.
  boolean lockForTransaction(
      LockTarget.Advisory target, boolean shared, LockOwner transaction, LockWait wait) {
    return table.lock(transaction, target, mode(shared), wait);
  }

  /// Gives a session-level lock back once; false when the session does not hold it.
  boolean unlock(LockTarget.Advisory target, boolean shared) {
    return table.unlock(session, target, mode(shared));
  }

  /// Gives all session-level locks back.
  public void unlockAll() {
    table.releaseAll(session);
  }

  private static TableLock mode(boolean shared) {
    return shared ? TableLock.SHARE : TableLock.EXCLUSIVE;
  }

  /// Ends a wait. From any thread.
  public void cancel() {
    session.cancel("canceling statement due to user request");
  }

  /// Forgets a cancel: a new statement begins.
  public void resetCancel() {
    session.resetCancel();
  }
}
