package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.IndexBuilds;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.TableLock;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.segment.Segment;
import dev.omendb.engine.storage.table.KeyInserts;
import dev.omendb.engine.storage.table.RowIndex;
import dev.omendb.engine.storage.table.SnapshotTable;
import dev.omendb.engine.storage.table.TableStore;
import dev.omendb.engine.storage.table.TableWrites;
import java.util.function.Supplier;

/// Fills a new index with the rows its table has. It is private to the transaction that creates it.
/// The entries of an ordered one are private writes like others; the index of an engine covers the
/// committed rows, and the transaction's own join it when they are placed.
final class IndexBuild {
  private final StorageTransaction transaction;
  private final VersionedStore store;

  IndexBuild(StorageTransaction transaction, VersionedStore store) {
    this.transaction = transaction;
    this.store = store;
  }

  /// Errors: 23505 `could not create unique index`.
  void build(CatalogObject.Index index) {
    Table table = transaction.table(index.tableOid());
    if (index.valid()) {
      transaction.lockTable(table.oid(), TableLock.SHARE, LockWait.WAIT);
    }
    Catalog catalog = transaction.catalog();
    Supplier<IndexKeys> keys = () -> store.indexSupport().keys(catalog, index);
    if (VersionedStore.isOrdered(index)) {
      try (IndexBuilds.Running progress = start(index)) {
        buildOrdered(index, table, keys.get(), progress);
      }
      return;
    }
    IndexEngine engine = store.indexSupport().engine(index.accessMethod()).orElse(null);
    TableWrites writes = transaction.writes(table.oid());
    if (engine != null) {
      TableStore committed = writes.seesCommitted() && index.valid() ? writes.store() : null;
      try (IndexBuilds.Running progress = start(index)) {
        writes.putRowIndex(
            RowIndexBuilder.build(engine, index, table, keys, committed, progress));
      }
    }
  }

  private IndexBuilds.Running start(CatalogObject.Index index) {
    return store
        .builds()
        .start(
            transaction.processId(), index.tableOid(), index.oid(), transaction::cancelReason);
  }

  /// Fills an index that was made empty and not valid, beside commits.
  void fill(CatalogObject.Index index) {
    TableStore rows = store.table(index.tableOid());
    RowIndex target = rows == null ? null : rows.rowIndex(index.oid());
    if (rows != null && target != null) {
      try (IndexBuilds.Running progress = start(index)) {
        Table table = transaction.table(index.tableOid());
        target.fill(rows, table, index.predicateSql() != null, progress);
      }
    }
  }

  private void buildOrdered(
      CatalogObject.Index index, Table table, IndexKeys keys, IndexBuilds.Running progress) {
    KeyInserts inserts =
        new KeyInserts(
            transaction.catalog(),
            table,
            index,
            transaction.writes(table.oid()),
            keys,
            transaction);
    SnapshotTable rows = transaction.readAt(table.oid(), store.snapshots().lastCommitted());
    Batch batch = emptyRows(table);
    int[] positions = new int[Column.BATCH_ROWS];
    long done = 0;
    progress.begin("building index: scanning table", rows.estimatedRows());
    for (SegmentReader segment : rows.segments()) {
      for (int from = 0; from < segment.rowCount(); from += Column.BATCH_ROWS) {
        progress.checkCancelled();
        int to = Math.min(segment.rowCount(), from + Column.BATCH_ROWS);
        int count = segment.selectVisible(from, to, positions);
        done += count;
        progress.done(done);
        batch.clear();
        for (int attnum : keys.attnums()) {
          segment.read(attnum, positions, count, batch.column(attnum - 1));
        }
        batch.setSize(count);
        inserts.bind(batch);
        for (int i = 0; i < count; i++) {
          inserts.build(i, Segment.rowId(segment.number(), positions[i]));
        }
      }
    }
  }

  private static Batch emptyRows(Table table) {
    Column[] columns = new Column[table.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = table.columns().get(i).storage().newColumn(16);
    }
    return new Batch(columns);
  }
}
