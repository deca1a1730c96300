package dev.omendb.sql.function.system;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Advisory locks of the whole server. Thread-safe; one for each process.
public final class AdvisoryLockTable {
  private static final int WAIT_MILLIS = 20;

  /// @param databaseOid locks of different databases do not meet
  /// @param high first key of the two-key form, or the upper half of the bigint form
  /// @param pair two keys rather than one
  record Key(long databaseOid, int high, int low, boolean pair) {}

  /// One holder's count of a lock.
  private record Hold(int backendId, boolean shared, boolean transactional) {}

  private final Map<Key, Map<Hold, Integer>> held = new HashMap<>();
  private final Map<Integer, Key> waiting = new HashMap<>();

  /// What a waiting session does between looks: raises 57014 when it is cancelled.
  interface Interruptible {
    void check();
  }

  /// Takes the lock or waits for it. Errors: 40P01.
  synchronized void lock(
      Key key, int backendId, boolean shared, boolean transactional, Interruptible session) {
    try {
      while (!tryLock(key, backendId, shared, transactional)) {
        waiting.put(backendId, key);
        if (waitsForItself(backendId)) {
          throw new DatabaseException(SqlState.DEADLOCK_DETECTED, "deadlock detected");
        }
        wait(WAIT_MILLIS);
        session.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseException(
          SqlState.QUERY_CANCELED, "canceling statement due to user request", e);
    } finally {
      waiting.remove(backendId);
    }
  }

  synchronized boolean tryLock(Key key, int backendId, boolean shared, boolean transactional) {
    Map<Hold, Integer> holds = held.computeIfAbsent(key, k -> new HashMap<>());
    for (Hold hold : holds.keySet()) {
      if (hold.backendId != backendId && !(hold.shared && shared)) {
        return false;
      }
    }
    holds.merge(new Hold(backendId, shared, transactional), 1, Integer::sum);
    return true;
  }

  /// Releases one count of a session-level lock; false when there is none.
  synchronized boolean unlock(Key key, int backendId, boolean shared) {
    Map<Hold, Integer> holds = held.getOrDefault(key, Map.of());
    Hold hold = new Hold(backendId, shared, false);
    if (!holds.containsKey(hold)) {
      return false;
    }
    holds.computeIfPresent(hold, (h, count) -> count == 1 ? null : count - 1);
    forgetIfFree(key);
    notifyAll();
    return true;
  }

  /// The end of a transaction.
  public synchronized void releaseTransaction(int backendId) {
    release(backendId, true);
  }

  /// pg_advisory_unlock_all().
  public synchronized void releaseSession(int backendId) {
    release(backendId, false);
  }

  private void release(int backendId, boolean transactional) {
    List<Key> keys = new ArrayList<>(held.keySet());
    for (Key key : keys) {
      held.get(key)
          .keySet()
          .removeIf(h -> h.backendId == backendId && h.transactional == transactional);
      forgetIfFree(key);
    }
    notifyAll();
  }

  private void forgetIfFree(Key key) {
    if (held.get(key).isEmpty()) {
      held.remove(key);
    }
  }

  private boolean waitsForItself(int backendId) {
    Set<Integer> seen = new HashSet<>();
    List<Integer> open = new ArrayList<>(List.of(backendId));
    while (!open.isEmpty()) {
      Key key = waiting.get(open.removeLast());
      if (key == null) {
        continue;
      }
      for (Hold hold : held.getOrDefault(key, Map.of()).keySet()) {
        if (hold.backendId == backendId && !seen.isEmpty()) {
          return true;
        }
        if (hold.backendId != backendId && seen.add(hold.backendId)) {
          open.add(hold.backendId);
        }
      }
    }
    return false;
  }
}
