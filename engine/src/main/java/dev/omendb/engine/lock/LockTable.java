package dev.omendb.engine.lock;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.HandOver;
import dev.omendb.engine.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Every lock of one storage engine. A lock is taken by a [LockOwner] and held until
/// [#releaseAll] or [#releaseTo]; taking it again is free. Waiting is first come, first served; who
/// has waited for its deadlock delay looks for a circle and becomes its victim.
///
/// Errors of all that wait: 55P03 `could not obtain lock on …` (NOWAIT) or `canceling statement due
/// to lock timeout`, 57014 after a cancel, 40P01 `deadlock detected`; [HandOver] for an owner that
/// must not wait.
public final class LockTable {
  private static final int STRIPES = 64;
  private static final int ROW_MODE_BITS = 4;

  private final LockStripe[] stripes = new LockStripe[STRIPES];

  /// Owners of row locks by transaction id.
  private final Map<Long, LockOwner> rowOwners = new ConcurrentHashMap<>();

  /// Who waits, by process id.
  private final Map<Integer, LockWaiter> waiting = new ConcurrentHashMap<>();

  public LockTable() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new LockStripe();
    }
  }

  /// Locks a row.
  ///
  /// @return false when it is locked by others and `wait` is SKIP_LOCKED
  public boolean lockRow(
      LockOwner owner, long tableOid, long rowId, RowLock mode, LockWait wait, String tableName) {
    LockStripe stripe = rowStripe(tableOid, rowId);
    long bit = 1L << mode.ordinal();
    stripe.lock();
    try {
      long held = stripe.rows.get(tableOid, rowId);
      if (held == 0) {
        held = owner.transactionId() << ROW_MODE_BITS;
      } else if (held == RowLockMap.QUEUED || held >>> ROW_MODE_BITS != owner.transactionId()) {
        return acquire(stripe, owner, new LockTarget.Row(tableOid, rowId), mode, wait, tableName);
      } else if ((held & 15) >= bit) {
        return true; // as strong already
      }
      stripe.rows.put(tableOid, rowId, held | bit);
      pushRow(owner, tableOid, rowId, mode);
      return true;
    } finally {
      stripe.unlock();
    }
  }

  private boolean acquire(
      LockStripe stripe,
      LockOwner owner,
      LockTarget.Row row,
      RowLock mode,
      LockWait wait,
      String tableName) {
    LockQueue queue = queueOfRow(stripe, row);
    for (int stronger = mode.ordinal(); stronger < RowLock.values().length; stronger++) {
      if (queue.holds(owner, stronger)) {
        return true;
      }
    }
    if (!acquire(stripe, queue, owner, mode.ordinal(), wait, "row in relation", tableName)) {
      return false;
    }
    pushRow(owner, row.tableOid(), row.rowId(), mode);
    return true;
  }

  private void pushRow(LockOwner owner, long tableOid, long rowId, RowLock mode) {
    if (owner.rowCount() == 0) {
      rowOwners.put(owner.transactionId(), owner);
    }
    owner.pushRow(tableOid, rowId, mode.ordinal());
  }

  /// Turns a row's entry without competition into a queue.
  private LockQueue queueOfRow(LockStripe stripe, LockTarget.Row row) {
    LockQueue queue = stripe.queue(row);
    long held = stripe.rows.get(row.tableOid(), row.rowId());
    if (held != RowLockMap.QUEUED) {
      LockOwner holder = rowOwners.get(held >>> ROW_MODE_BITS);
      assert holder != null : "a row is locked by an unknown transaction";
      for (RowLock mode : RowLock.values()) {
        if ((held & 1L << mode.ordinal()) != 0) {
          queue.acquire(holder, mode.ordinal());
        }
      }
      stripe.rows.put(row.tableOid(), row.rowId(), RowLockMap.QUEUED);
    }
    return queue;
  }

  /// Locks a table or another relation.
  ///
  /// @return false when it is locked by others and `wait` is SKIP_LOCKED
  public boolean lockTable(
      LockOwner owner, long tableOid, TableLock mode, LockWait wait, String tableName) {
    return lock(owner, new LockTarget.Relation(tableOid), mode, wait, "relation", tableName);
  }

  /// Locks anything but a row, in the mode SHARE or EXCLUSIVE unless it is a relation. An advisory
  /// lock counts how often it was taken.
  ///
  /// @return false when it is locked by others and `wait` is SKIP_LOCKED
  public boolean lock(LockOwner owner, LockTarget target, TableLock mode, LockWait wait) {
    return lock(owner, target, mode, wait, "object", target.describe());
  }

  private boolean lock(
      LockOwner owner,
      LockTarget target,
      TableLock mode,
      LockWait wait,
      String kind,
      String name) {
    LockStripe stripe = stripe(target);
    stripe.lock();
    try {
      LockQueue queue = stripe.queue(target);
      boolean counted = target instanceof LockTarget.Advisory;
      if (!counted && queue.holds(owner, mode.ordinal())) {
        return true;
      }
      if (!acquire(stripe, queue, owner, mode.ordinal(), wait, kind, name)) {
        return false;
      }
      owner.push(target, mode);
      return true;
    } finally {
      stripe.unlock();
    }
  }

  /// Waits until another transaction has ended, if it still runs and holds its
  /// [LockTarget.TransactionEnd].
  public void awaitEnd(LockOwner owner, long transactionId) {
    LockTarget end = new LockTarget.TransactionEnd(transactionId);
    lock(owner, end, TableLock.SHARE, LockWait.WAIT);
    unlock(owner, end, TableLock.SHARE);
  }

  /// Takes a lock, waiting if need be. The stripe is locked before and after.
  private boolean acquire(
      LockStripe stripe,
      LockQueue queue,
      LockOwner owner,
      int mode,
      LockWait wait,
      String kind,
      String name) {
    if (queue.isFree(owner, mode)) {
      queue.acquire(owner, mode);
      return true;
    }
    return switch (wait) {
      case SKIP_LOCKED -> false;
      case NOWAIT ->
          throw new DatabaseException(
              SqlState.LOCK_NOT_AVAILABLE,
              "could not obtain lock on %s \"%s\"".formatted(kind, name));
      case WAIT -> {
        if (!owner.mayWait()) {
          throw HandOver.WAITS;
        }
        await(new LockWaiter(stripe, queue, owner, mode));
        yield true;
      }
    };
  }

  private void await(LockWaiter waiter) {
    LockOwner owner = waiter.owner;
    waiter.queue.enqueue(waiter);
    waiting.put(owner.processId(), waiter);
    owner.waiting = waiter;
    try {
      DatabaseException failure = awaitGranted(waiter);
      if (failure != null) {
        waiter.queue.abandon(waiter);
        waiter.stripe.removeIfEmpty(waiter.queue);
        throw failure;
      }
    } finally {
      owner.waiting = null;
      waiting.remove(owner.processId());
    }
  }

  /// Sleeps until the lock is granted (null) or there is a reason to give up.
  private @Nullable DatabaseException awaitGranted(LockWaiter waiter) {
    LockOwner owner = waiter.owner;
    long timeoutNanos =
        owner.timeoutMillis() == 0
            ? Long.MAX_VALUE
            : TimeUnit.MILLISECONDS.toNanos(owner.timeoutMillis());
    long delayNanos = TimeUnit.MILLISECONDS.toNanos(owner.deadlockDelayMillis());
    boolean searched = false;
    while (!waiter.granted) {
      long waited = System.nanoTime() - waiter.sinceNanos;
      String cancelled = owner.cancelMessage();
      if (cancelled != null) {
        return new DatabaseException(SqlState.QUERY_CANCELED, cancelled);
      }
      if (waited >= timeoutNanos) {
        return new DatabaseException(
            SqlState.LOCK_NOT_AVAILABLE, "canceling statement due to lock timeout");
      }
      long leftNanos = owner.nanosToDeadline();
      if (leftNanos <= 0) {
        return new DatabaseException(SqlState.QUERY_CANCELED, LockOwner.TIMEOUT_MESSAGE);
      }
      if (!searched && waited >= delayNanos) {
        searched = true;
        DatabaseException deadlock = searchDeadlock(waiter);
        if (deadlock != null && !waiter.granted) {
          return deadlock;
        }
        continue;
      }
      try {
        long end = searched ? timeoutNanos : Math.min(timeoutNanos, delayNanos);
        waiter.sleep(Math.min(end - waited, leftNanos));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return waiter.granted
            ? null
            : new DatabaseException(
                SqlState.QUERY_CANCELED, "canceling statement due to user request", e);
      }
    }
    return null;
  }

  /// Lets go of the waiter's stripe, takes all in order, and looks.
  private @Nullable DatabaseException searchDeadlock(LockWaiter waiter) {
    waiter.stripe.unlock();
    for (LockStripe stripe : stripes) {
      stripe.lock();
    }
    try {
      return waiter.granted ? null : DeadlockSearch.find(waiting, waiter);
    } finally {
      for (LockStripe stripe : stripes) {
        if (stripe != waiter.stripe) {
          stripe.unlock();
        }
      }
    }
  }

  /// Gives one advisory lock back.
  ///
  /// @return false when the owner does not hold it
  public boolean unlock(LockOwner owner, LockTarget target, TableLock mode) {
    int index = owner.others().lastIndexOf(new LockOwner.Held(target, mode));
    if (index < 0) {
      return false;
    }
    owner.others().remove(index);
    release(owner, stripe(target), target, mode.ordinal());
    return true;
  }

  /// A place to which [#releaseTo] can return: a savepoint.
  public long mark(LockOwner owner) {
    return (long) owner.rowCount() << 32 | owner.others().size();
  }

  /// Releases what was taken since the mark.
  public void releaseTo(LockOwner owner, long mark) {
    int rows = (int) (mark >>> 32);
    for (int i = owner.rowCount() - 1; i >= rows; i--) {
      releaseRow(owner, owner.rowTable(i), owner.rowId(i), owner.rowMode(i));
    }
    if (rows == 0 && owner.rowCount() > 0) {
      rowOwners.remove(owner.transactionId());
    }
    owner.forgetRowsFrom(rows);
    List<LockOwner.Held> others = owner.others();
    while (others.size() > (int) mark) {
      LockOwner.Held held = others.removeLast();
      release(owner, stripe(held.target()), held.target(), held.mode().ordinal());
    }
  }

  /// Releases everything: the end of a transaction or session.
  public void releaseAll(LockOwner owner) {
    releaseTo(owner, 0);
  }

  private void releaseRow(LockOwner owner, long tableOid, long rowId, int mode) {
    LockStripe stripe = rowStripe(tableOid, rowId);
    stripe.lock();
    try {
      long held = stripe.rows.get(tableOid, rowId);
      if (held == RowLockMap.QUEUED) {
        release(owner, stripe, new LockTarget.Row(tableOid, rowId), mode);
        return;
      }
      assert held >>> ROW_MODE_BITS == owner.transactionId();
      long left = held & ~(1L << mode);
      if ((left & 15) == 0) {
        stripe.rows.remove(tableOid, rowId);
      } else {
        stripe.rows.put(tableOid, rowId, left);
      }
    } finally {
      stripe.unlock();
    }
  }

  private static void release(LockOwner owner, LockStripe stripe, LockTarget target, int mode) {
    stripe.lock();
    try {
      LockQueue queue = stripe.find(target);
      assert queue != null : "released without holding " + target;
      queue.release(owner, mode);
      stripe.removeIfEmpty(queue);
    } finally {
      stripe.unlock();
    }
  }

  /// The processes that one waits for, in no order; none when it does not wait.
  public List<Integer> blockers(int processId) {
    LockWaiter waiter = waiting.get(processId);
    if (waiter == null) {
      return List.of();
    }
    waiter.stripe.lock();
    try {
      return waiter.granted
          ? List.of()
          : waiter.queue.blockers(waiter).stream().map(LockOwner::processId).distinct().toList();
    } finally {
      waiter.stripe.unlock();
    }
  }

  /// Everything held or waited for, each lock at its own moment.
  public List<LockSnapshot> snapshot() {
    List<LockSnapshot> found = new ArrayList<>();
    for (LockStripe stripe : stripes) {
      stripe.lock();
      try {
        stripe.queues().forEach(queue -> addTo(found, queue));
      } finally {
        stripe.unlock();
      }
    }
    return found;
  }

  private static void addTo(List<LockSnapshot> found, LockQueue queue) {
    queue
        .holders()
        .forEach(
            (owner, counts) -> {
              for (int mode = 0; mode < counts.length; mode++) {
                if (counts[mode] > 0) {
                  found.add(entry(queue, owner, mode, true, 0));
                }
              }
            });
    long now = System.nanoTime();
    for (LockWaiter waiter : queue.waiters()) {
      found.add(entry(queue, waiter.owner, waiter.mode, false, now - waiter.sinceNanos));
    }
  }

  private static LockSnapshot entry(
      LockQueue queue, LockOwner owner, int mode, boolean granted, long waitedNanos) {
    return new LockSnapshot(
        queue.target(),
        owner.processId(),
        owner.transactionId(),
        queue.modeName(mode),
        granted,
        waitedNanos);
  }

  private LockStripe rowStripe(long tableOid, long rowId) {
    return stripes[(int) (RowLockMap.hash(tableOid, rowId) >>> 58)];
  }

  private LockStripe stripe(LockTarget target) {
    return target instanceof LockTarget.Row row
        ? rowStripe(row.tableOid(), row.rowId())
        : stripes[(target.hashCode() * 0x9E3779B9) >>> 26];
  }
}
