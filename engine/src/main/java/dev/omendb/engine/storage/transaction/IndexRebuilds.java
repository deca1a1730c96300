package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.index.IndexBuilds;
import dev.omendb.engine.storage.table.RowIndex;
import dev.omendb.engine.storage.table.TableStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds the indexes that recovery could not open, while transactions run: each begins to take in
/// commits, is filled with what was there before, and then answers in place of its stand-in. A
/// checkpoint meanwhile leaves it out, so that the next start builds it again.
public final class IndexRebuilds {
  private static final Logger LOGGER = LoggerFactory.getLogger(IndexRebuilds.class);

  private final VersionedStore store;
  private final List<Rebuild> rebuilds = new ArrayList<>();

  /// Keeps what was there at the start from being moved until all are filled.
  private final StorageTransaction before;

  private volatile boolean cancelled;

  private record Rebuild(TableStore table, RowIndex index, IndexBuilds.Running progress) {}

  /// Called before any transaction begins.
  IndexRebuilds(VersionedStore store, List<TableStore> tables) {
    this.store = store;
    this.before = new StorageTransaction(store, 0, store.snapshots().acquire());
    for (TableStore table : tables) {
      for (RowIndex index : table.rowIndexes().values()) {
        if (index.isStandIn()) {
          index.beginReplacement(table, store.snapshots().lastCommitted());
          IndexBuilds.Running progress =
              store.builds().start(0, table.oid(), index.oid(), this::cancelReason);
          rebuilds.add(new Rebuild(table, index, progress));
        }
      }
    }
    if (rebuilds.isEmpty()) {
      before.close();
    }
  }

  public boolean isEmpty() {
    return rebuilds.isEmpty();
  }

  /// Builds them one after the other; returns when all are done, or soon after they are cancelled.
  public void run() {
    try {
      for (Rebuild rebuild : rebuilds) {
        build(rebuild);
      }
    } finally {
      rebuilds.forEach(rebuild -> rebuild.progress().close());
      before.close();
    }
  }

  /// An index that cannot be built keeps its stand-in until the next start.
  private void build(Rebuild rebuild) {
    try (IndexBuilds.Running progress = rebuild.progress()) {
      rebuild.index().fillReplacement(rebuild.table(), progress);
      store.commits().betweenCommits(rebuild.index()::completeReplacement);
    } catch (RuntimeException e) {
      if (!cancelled) {
        LOGGER.error("index {} cannot be rebuilt", rebuild.index().oid(), e);
      }
    }
  }

  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }

  private @Nullable String cancelReason() {
    return cancelled ? "canceling index build due to shutdown" : null;
  }
}
