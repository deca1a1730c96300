package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.storage.table.IndexPart;
import dev.omendb.engine.storage.table.KeyIndex;
import dev.omendb.engine.storage.table.TableStore;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

/// The order of commits. A commit gets its places and its timestamp in one step with its place in
/// the log, waits for the disk together with others, and is then applied after all before it, by
/// whichever of the waiting threads comes first.
final class CommitQueue {
  private static final long QUICK_NANOS = 250_000;

  private final VersionedStore store;
  private final Journal journal;
  private final CommitApply apply;
  private final Object applying = new Object();
  private final CommitPace pace = new CommitPace();

  /// Guarded by itself.
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

  CommitQueue(VersionedStore store, Journal journal) {
    this.store = store;
    this.journal = journal;
    this.apply = new CommitApply(store);
  }

  private static final class Waiting {
    final Commit commit;
    final long timestamp;

    /// Guarded by `applying`.
    boolean applied;

    Waiting(Commit commit, long timestamp) {
      this.commit = commit;
      this.timestamp = timestamp;
    }
  }

  /// Whether a session's next small commit is expected to wait for one sync that takes no longer
  /// than handing the work to another thread and back.
  boolean isQuick(int processId) {
    return pace.isLone(processId) && journal.lastSyncNanos() < QUICK_NANOS;
  }

  /// Returns the commit timestamp once the commit is durable and visible.
  ///
  /// @param processId the session
  long commit(Commit commit, int processId) {
    pace.committing(processId);
    Waiting own = enqueue(commit);
    journal.awaitDurable(own.timestamp);
    synchronized (applying) {
      while (!own.applied) {
        applyNext();
      }
    }
    return own.timestamp;
  }

  private Waiting enqueue(Commit commit) {
    boolean appended = false;
    try {
      Journal.Entry entry = journal.encode(commit);
      synchronized (waiting) {
        Waiting own = new Waiting(commit, append(commit, entry));
        appended = true;
        waiting.add(own);
        return own;
      }
    } finally {
      if (!appended) {
        journal.abandoned(commit.transactionId());
      }
    }
  }

  /// Reserves places and appends in one step. Places reserved for a record that the log then
  /// refuses stay empty: nothing may follow them in their segments.
  private long append(Commit commit, Journal.Entry entry) {
    boolean appended = false;
    try {
      for (TableCommit table : commit.allTables()) {
        TableStore target = store.tableForWrites(table.tableOid());
        table.place(target.reserve(table.blocks(), table.truncated()));
      }
      long timestamp = entry.append();
      appended = true;
      return timestamp;
    } finally {
      if (!appended) {
        commit.allTables().forEach(t -> store.tableForWrites(t.tableOid()).closeTail());
      }
    }
  }

  private void applyNext() {
    Waiting next;
    synchronized (waiting) {
      next = waiting.remove();
    }
    apply.apply(next.commit, next.timestamp);
    journal.applied(next.commit);
    next.applied = true;
  }

  /// Takes an image of all tables with their tails closed. Commits wait meanwhile, not longer than
  /// for one sync.
  StoreImage image() {
    synchronized (applying) {
      Waiting last;
      synchronized (waiting) {
        store.closeTails();
        last = waiting.peekLast();
      }
      if (last != null) {
        journal.awaitDurable(last.timestamp);
        while (!last.applied) {
          applyNext();
        }
      }
      return store.image();
    }
  }

  /// Does something while no commit is applied.
  void betweenCommits(Runnable action) {
    synchronized (applying) {
      action.run();
    }
  }

  /// Drops the segments of a table in which nobody can see a row, after making index entries name
  /// newer versions. Returns how many.
  int dropDead(TableStore table) {
    Map<KeyIndex, List<IndexPart>> frozen;
    long oldest;
    synchronized (applying) {
      oldest = store.snapshots().oldest();
      if (!table.hasDeadSegment(oldest)) {
        return 0;
      }
      frozen = table.freezeIndexes();
    }
    frozen.forEach((index, parts) -> table.rename(index, parts, oldest));
    synchronized (applying) {
      table.renameRowIndexes(oldest);
      return table.dropDead(oldest);
    }
  }
}
