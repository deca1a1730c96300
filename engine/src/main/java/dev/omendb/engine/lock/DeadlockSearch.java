package dev.omendb.engine.lock;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks for a circle of owners that wait for each other, beginning at one of them, depth first.
/// The caller holds all stripes, so the graph stands still.
final class DeadlockSearch {
  private final Map<Integer, LockWaiter> waiting;
  private final int start;
  private final Set<Integer> visited = new HashSet<>();
  private final ArrayDeque<Edge> path = new ArrayDeque<>();

  /// `waiter` waits for `blocker`.
  private record Edge(LockWaiter waiter, LockOwner blocker) {}

  /// @param waiting the waiter of each process that waits
  DeadlockSearch(Map<Integer, LockWaiter> waiting, int start) {
    this.waiting = waiting;
    this.start = start;
  }

  /// The error for a waiter that is part of a circle, or null.
  static @Nullable DatabaseException find(Map<Integer, LockWaiter> waiting, LockWaiter waiter) {
    DeadlockSearch search = new DeadlockSearch(waiting, waiter.owner.processId());
    return search.reaches(waiter) ? search.error() : null;
  }

  private boolean reaches(LockWaiter waiter) {
    for (LockOwner blocker : waiter.queue.blockers(waiter)) {
      path.addLast(new Edge(waiter, blocker));
      if (blocker.processId() == start) {
        return true;
      }
      LockWaiter next = waiting.get(blocker.processId());
      if (next != null && !next.granted && visited.add(blocker.processId()) && reaches(next)) {
        return true;
      }
      path.removeLast();
    }
    return false;
  }

  private DatabaseException error() {
    List<String> lines = new ArrayList<>();
    for (Edge edge : path) {
      LockQueue queue = edge.waiter().queue;
      // PostgreSQL waits for a row by waiting for the transaction that holds it.
      String what =
          queue.target() instanceof LockTarget.Row
              ? "ShareLock on transaction " + edge.blocker().transactionId()
              : queue.modeName(edge.waiter().mode) + " on " + queue.target().describe();
      lines.add(
          "Process %d waits for %s; blocked by process %d."
              .formatted(edge.waiter().owner.processId(), what, edge.blocker().processId()));
    }
    return new DatabaseException(SqlState.DEADLOCK_DETECTED, "deadlock detected")
        .detail(String.join("\n", lines))
        .hint("See server log for query details.");
  }
}
