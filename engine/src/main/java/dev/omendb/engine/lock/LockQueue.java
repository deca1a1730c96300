package dev.omendb.engine.lock;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The holders of one lock and those who wait for it, first come first served. Guarded by the
/// stripe's lock.
final class LockQueue {
  static final int MODES = TableLock.values().length;

  private final LockTarget target;
  private final Map<LockOwner, int[]> holders = new LinkedHashMap<>();
  private final List<LockWaiter> waiters = new ArrayList<>();

  /// Holders of each mode, to say "no conflict" quickly.
  private final int[] granted = new int[MODES];

  LockQueue(LockTarget target) {
    this.target = target;
  }

  LockTarget target() {
    return target;
  }

  Map<LockOwner, int[]> holders() {
    return holders;
  }

  List<LockWaiter> waiters() {
    return waiters;
  }

  boolean isEmpty() {
    return holders.isEmpty() && waiters.isEmpty();
  }

  int conflicts(int mode) {
    return target instanceof LockTarget.Row
        ? RowLock.values()[mode].conflicts()
        : TableLock.values()[mode].conflicts();
  }

  String modeName(int mode) {
    return target instanceof LockTarget.Row
        ? RowLock.values()[mode].modeName()
        : TableLock.values()[mode].modeName();
  }

  /// True when the owner holds this mode already.
  boolean holds(LockOwner owner, int mode) {
    int[] counts = holders.get(owner);
    return counts != null && counts[mode] > 0;
  }

  /// True when nobody stands in the way: no holder, and unless the owner is a holder itself, nobody
  /// who waits already.
  boolean isFree(LockOwner owner, int mode) {
    return !conflictsWithHolders(owner, mode)
        && (holders.containsKey(owner) || !conflictsWithWaiters(owner, mode, waiters.size()));
  }

  void acquire(LockOwner owner, int mode) {
    holders.computeIfAbsent(owner, o -> new int[MODES])[mode]++;
    granted[mode]++;
  }

  void release(LockOwner owner, int mode) {
    int[] counts = holders.get(owner);
    assert counts != null && counts[mode] > 0 : "released without holding " + target;
    counts[mode]--;
    granted[mode]--;
    for (int count : counts) {
      if (count > 0) {
        grantWaiters();
        return;
      }
    }
    holders.remove(owner);
    grantWaiters();
  }

  /// A holder that wants more goes first: those who wait wait for it anyway.
  void enqueue(LockWaiter waiter) {
    if (holders.containsKey(waiter.owner)) {
      waiters.addFirst(waiter);
    } else {
      waiters.add(waiter);
    }
  }

  void abandon(LockWaiter waiter) {
    waiters.remove(waiter);
    grantWaiters();
  }

  private void grantWaiters() {
    int index = 0;
    for (Iterator<LockWaiter> each = waiters.iterator(); each.hasNext(); ) {
      LockWaiter waiter = each.next();
      if (conflictsWithHolders(waiter.owner, waiter.mode)
          || conflictsWithWaiters(waiter.owner, waiter.mode, index)) {
        index++;
      } else {
        each.remove();
        acquire(waiter.owner, waiter.mode);
        waiter.grant();
      }
    }
  }

  private boolean conflictsWithHolders(LockOwner owner, int mode) {
    int conflicts = conflicts(mode);
    boolean possible = false;
    for (int other = 0; other < MODES; other++) {
      possible |= granted[other] > 0 && (conflicts & 1 << other) != 0;
    }
    if (!possible) {
      return false;
    }
    for (Map.Entry<LockOwner, int[]> holder : holders.entrySet()) {
      if (blocks(holder.getKey(), holder.getValue(), owner, conflicts)) {
        return true;
      }
    }
    return false;
  }

  private boolean conflictsWithWaiters(LockOwner owner, int mode, int before) {
    int conflicts = conflicts(mode);
    for (int i = 0; i < before; i++) {
      LockWaiter waiter = waiters.get(i);
      if (waiter.owner.processId() != owner.processId() && (conflicts & 1 << waiter.mode) != 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean blocks(LockOwner holder, int[] counts, LockOwner owner, int conflicts) {
    if (holder.processId() == owner.processId()) {
      return false;
    }
    for (int mode = 0; mode < MODES; mode++) {
      if (counts[mode] > 0 && (conflicts & 1 << mode) != 0) {
        return true;
      }
    }
    return false;
  }

  /// Those a waiter waits for: holders, and waiters before it.
  List<LockOwner> blockers(LockWaiter waiter) {
    List<LockOwner> found = new ArrayList<>();
    int conflicts = conflicts(waiter.mode);
    holders.forEach(
        (holder, counts) -> {
          if (blocks(holder, counts, waiter.owner, conflicts)) {
            found.add(holder);
          }
        });
    for (LockWaiter other : waiters) {
      if (other == waiter) {
        break;
      }
      if (other.owner.processId() != waiter.owner.processId()
          && (conflicts & 1 << other.mode) != 0) {
        found.add(other.owner);
      }
    }
    return found;
  }
}
