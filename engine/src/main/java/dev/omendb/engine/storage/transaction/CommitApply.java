package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.storage.segment.TailData;
import dev.omendb.engine.storage.table.RowIndex;
import dev.omendb.engine.storage.table.RowMapping;
import dev.omendb.engine.storage.table.TableStore;
import java.util.List;

/// Puts a commit into the tables and makes it visible. In commit order, one thread at a time.
final class CommitApply {
  private final VersionedStore store;

  CommitApply(VersionedStore store) {
    this.store = store;
  }

  void apply(Commit commit, long timestamp) {
    long oldest = store.snapshots().oldest();
    List<CatalogChange> changes = commit.allChanges();
    Catalog after = changes.isEmpty() ? store.catalog() : store.catalog().with(changes);
    for (TableCommit table : commit.allTables()) {
      apply(table, after, timestamp, oldest);
    }
    if (!changes.isEmpty()) {
      store.changeCatalog(changes, after);
    }
    store.snapshots().publish(timestamp);
  }

  private void apply(TableCommit commit, Catalog catalog, long timestamp, long oldest) {
    TableStore target = store.tableForWrites(commit.tableOid());
    Table table = catalog.find(Table.class, commit.tableOid()).orElse(null);
    if (table == null) {
      return;
    }
    if (commit.truncated()) {
      store.released().add(target.tailBytes());
      target.truncate(table);
    }
    for (int i = 0; i < commit.blocks().size(); i++) {
      target.place(commit.blocks().get(i), commit.placements().get(i), timestamp, oldest);
    }
    RowMapping rows = new RowMapping(commit.placements());
    target.delete(commit.deletes(), rows, timestamp);
    target.index(commit.keys(), rows);
    for (RowIndex index : commit.rowIndexes()) {
      index.startAfter(timestamp);
      target.putRowIndex(index);
    }
    if (!commit.blocks().isEmpty() && !target.rowIndexes().isEmpty()) {
      List<Integer> counts = commit.blocks().stream().map(TailData::rows).toList();
      for (RowIndex index : target.rowIndexes().values()) {
        CatalogObject.Index definition =
            catalog.find(CatalogObject.Index.class, index.oid()).orElse(null);
        if (definition != null) {
          IndexKeys keys = store.indexSupport().keys(catalog, definition);
          target.append(index, table, keys, rows, counts, commit.deletes());
        }
      }
    }
  }
}
