package dev.omendb.engine.lock;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A part of the locks, chosen by hash, with a mutex of its own.
final class LockStripe {
  private final ReentrantLock mutex = new ReentrantLock();
  private final Map<LockTarget, LockQueue> queues = new HashMap<>();

  /// Value: transaction id << 4 | bits of the [RowLock]s it holds, or [RowLockMap#QUEUED].
  final RowLockMap rows = new RowLockMap();

  void lock() {
    mutex.lock();
  }

  void unlock() {
    mutex.unlock();
  }

  Condition newCondition() {
    return mutex.newCondition();
  }

  Collection<LockQueue> queues() {
    return queues.values();
  }

  @Nullable LockQueue find(LockTarget target) {
    return queues.get(target);
  }

  /// The lock's queue, made when there is none.
  LockQueue queue(LockTarget target) {
    return queues.computeIfAbsent(target, LockQueue::new);
  }

  void removeIfEmpty(LockQueue queue) {
    if (queue.isEmpty()) {
      queues.remove(queue.target());
      if (queue.target() instanceof LockTarget.Row row) {
        rows.remove(row.tableOid(), row.rowId());
      }
    }
  }
}
