package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.lock.LockOwner;
import dev.omendb.engine.lock.LockTarget;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.engine.lock.TableLock;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.engine.storage.segment.ColumnMask;
import dev.omendb.engine.storage.segment.RowVersions;
import dev.omendb.engine.storage.table.KeyInserts;
import dev.omendb.engine.storage.table.SnapshotTable;
import dev.omendb.engine.storage.table.TableStore;
import dev.omendb.engine.storage.table.TableWrites;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A transaction: a snapshot and private writes, until [#commit] hands them over as one [Commit].
/// Confined to the session's thread, but for [#cancel].
final class StorageTransaction implements Transaction, KeyInserts.Waits {
  private static final String CANCEL_MESSAGE = "canceling statement due to user request";

  private static final long UNCOMMITTED = 1L << 62;
  private static final int CATALOGS_BITS = 20;

  /// Up to here a commit takes little beside its sync.
  private static final long SHORT_BYTES = 64 << 10;

  private static final int SHORT_DELETES = 64;

  private final VersionedStore store;
  private final int processId;
  private final int slot;
  private long snapshot;
  private boolean fixed;
  private boolean snapshotUsed;
  private boolean ended;

  /// 0 until something needs it.
  private volatile long id;

  private final List<CatalogChange> changes = new ArrayList<>();
  private @Nullable Catalog catalogBase;
  private Catalog ownCatalog = Catalog.EMPTY;

  /// How many catalogs this transaction has had: each gets a version nobody else uses, lest a plan
  /// made for it be taken for a later committed one.
  private long ownCatalogs;

  private final Map<Long, TableWrites> writes = new LinkedHashMap<>();

  /// Writes before a truncation, which a savepoint may bring back: their keys stay claimed.
  private final List<TableWrites> replaced = new ArrayList<>();

  private final Savepoints savepoints = new Savepoints();

  /// Made with the first lock.
  private volatile @Nullable LockOwner owner;

  private boolean mayWait = true;
  private boolean holdsEnd;
  private volatile boolean cancelled;

  /// @param processId the session, as lock waits show it
  StorageTransaction(VersionedStore store, int processId, int slot) {
    this.store = store;
    this.processId = processId;
    this.slot = slot;
    this.snapshot = store.snapshots().refresh(slot);
  }

  @Override
  public long id() {
    if (id == 0) {
      id = store.nextTransactionId();
    }
    return id;
  }

  @Override
  public LockOwner lockOwner() {
    LockOwner now = owner;
    if (now == null) {
      now = new LockOwner(processId == 0 ? (int) -id() : processId, id());
      now.setMayWait(mayWait);
      owner = now;
      if (cancelled) {
        now.cancel(CANCEL_MESSAGE);
      }
    }
    return now;
  }

  @Override
  public void setMayWait(boolean value) {
    mayWait = value;
    LockOwner now = owner;
    if (now != null) {
      now.setMayWait(value);
    }
  }

  /// Called before something is claimed in this transaction's name: whoever finds it taken can then
  /// wait for the end.
  @Override
  public long transaction() {
    if (!holdsEnd) {
      store
          .locks()
          .lock(
              lockOwner(),
              new LockTarget.TransactionEnd(id()),
              TableLock.EXCLUSIVE,
              LockWait.WAIT);
      holdsEnd = true;
    }
    return id();
  }

  @Override
  public Catalog catalog() {
    Catalog committed = store.catalog();
    if (changes.isEmpty()) {
      return committed;
    }
    if (catalogBase != committed) {
      catalogBase = committed;
      ownCatalog =
          committed.with(changes, UNCOMMITTED | id() << CATALOGS_BITS | ++ownCatalogs);
    }
    return ownCatalog;
  }

  @Override
  public void change(CatalogChange change) {
    Catalog before = catalog();
    changes.add(change);
    catalogBase = null;
    switch (change) {
      case CatalogChange.Put(CatalogObject.Index index) -> {
        if (before.find(index.oid()).isEmpty()
            && before.find(Table.class, index.tableOid()).isPresent()) {
          new IndexBuild(this, store).build(index);
        }
      }
      case CatalogChange.Put(CatalogObject.Sequence sequence) -> store.announce(sequence);
      case CatalogChange.Put _ -> {}
      case CatalogChange.Drop(long oid) -> {
        if (before.find(oid).orElse(null) instanceof CatalogObject.Index index) {
          TableWrites table = writes.get(index.tableOid());
          if (table != null) {
            table.dropIndex(oid);
          }
        }
      }
    }
  }

  @Override
  public void refreshSnapshot() {
    if (!fixed || !snapshotUsed) {
      snapshot = store.snapshots().refresh(slot);
    }
  }

  @Override
  public long snapshotTimestamp() {
    return snapshot;
  }

  @Override
  public void setFixedSnapshot(boolean fix) {
    fixed = fix;
  }

  @Override
  public TableReader read(long tableOid) {
    snapshotUsed = true;
    return readAt(tableOid, snapshot);
  }

  SnapshotTable readAt(long tableOid, long timestamp) {
    TableWrites own = writes.isEmpty() ? null : writes.get(tableOid);
    TableStore committed = own != null && own.isTruncated() ? null : store.table(tableOid);
    return new SnapshotTable(
        table(tableOid), committed, timestamp, own, store.snapshots()::oldest);
  }

  Table table(long tableOid) {
    if (catalog().find(tableOid).orElse(null) instanceof Table table) {
      return table;
    }
    throw new DatabaseException(
        SqlState.INTERNAL_ERROR, "could not open relation with OID " + tableOid);
  }

  TableWrites writes(long tableOid) {
    return writes.computeIfAbsent(
        tableOid, oid -> new TableWrites(oid, store.table(oid), false));
  }

  @Override
  public void insert(long tableOid, Batch rows, long @Nullable [] rowIds) {
    if (rows.size() == 0) {
      return;
    }
    Table table = table(tableOid);
    TableWrites target = writes(tableOid);
    long end = target.end();
    int deleteMark = target.deletes().size();
    boolean done = false;
    try {
      long first = target.nextRowId(table, rows.size());
      for (KeyInserts keys : keyInserts(table, target)) {
        keys.bind(rows);
        for (int row = 0; row < rows.size(); row++) {
          keys.add(row, first + row);
        }
      }
      target.append(table, rows, rowIds);
      added(target);
      done = true;
    } finally {
      if (!done) {
        target.rollbackTo(end, deleteMark, id());
      }
    }
  }

  private void added(TableWrites target) {
    if (!TemporaryObjects.is(target.tableOid(), catalog())) {
      store.journal().added(id(), target);
    }
  }

  private List<KeyInserts> keyInserts(Table table, TableWrites target) {
    Catalog now = catalog();
    List<KeyInserts> inserts = new ArrayList<>();
    for (CatalogObject.Index index : now.indexes(table.oid())) {
      if (VersionedStore.isOrdered(index)) {
        inserts.add(
            new KeyInserts(
                now, table, index, target, store.indexSupport().keys(now, index), this));
      }
    }
    return inserts;
  }

  @Override
  public void delete(long tableOid, long[] rowIds, int count) {
    TableWrites target = writes(tableOid);
    for (int i = 0; i < count; i++) {
      if (target.deletes().find(rowIds[i]) < 0) {
        target.deletes().add(rowIds[i], RowVersions.NONE, ColumnMask.ALL);
      }
    }
  }

  @Override
  public void update(
      long tableOid, long[] rowIds, int count, Batch newRows, int[] changedAttnums) {
    Table table = table(tableOid);
    TableWrites target = writes(tableOid);
    long changed = ColumnMask.of(changedAttnums);
    long end = target.end();
    int deleteMark = target.deletes().size();
    boolean done = false;
    try {
      long first = target.nextRowId(table, count);
      List<KeyInserts> affected = keyInserts(table, target);
      affected.removeIf(keys -> (keys.mask() & changed) == 0);
      affected.forEach(keys -> keys.bind(newRows));
      for (int i = 0; i < count; i++) {
        if (target.deletes().find(rowIds[i]) >= 0) {
          target.deletes().add(first + i, RowVersions.NONE, ColumnMask.ALL);
          continue;
        }
        target.deletes().add(rowIds[i], first + i, changed);
        for (KeyInserts keys : affected) {
          keys.add(i, first + i);
        }
      }
      target.append(table, newRows, null);
      added(target);
      done = true;
    } finally {
      if (!done) {
        target.rollbackTo(end, deleteMark, id());
      }
    }
  }

  @Override
  public boolean lockRows(long tableOid, long[] rowIds, int count, RowLock mode, LockWait wait) {
    boolean changed = false;
    TableWrites own = writes.get(tableOid);
    for (int i = 0; i < count; i++) {
      long locked = lockRow(tableOid, rowIds[i], own, mode, wait);
      if (locked != rowIds[i]) {
        rowIds[i] = locked == RowVersions.NONE ? Long.MIN_VALUE : -locked - 1;
        changed = true;
      }
    }
    return changed;
  }

  /// Returns the id of the version locked, NONE when there is none left or it is to be skipped.
  private long lockRow(
      long tableOid, long rowId, @Nullable TableWrites own, RowLock mode, LockWait wait) {
    long current = rowId;
    while (true) {
      if (own != null && own.deletes().find(current) >= 0) {
        return RowVersions.NONE;
      }
      if (TableWrites.isPrivate(current)) {
        return current;
      }
      if (!store.locks().lockRow(lockOwner(), tableOid, current, mode, wait, name(tableOid))) {
        return RowVersions.NONE;
      }
      TableStore committed = store.table(tableOid);
      long newest = committed == null ? RowVersions.NONE : committed.newest(current, 0);
      if (newest == current) {
        return current;
      }
      if (fixed) {
        throw new DatabaseException(
            SqlState.SERIALIZATION_FAILURE,
            newest == RowVersions.NONE
                ? "could not serialize access due to concurrent delete"
                : "could not serialize access due to concurrent update");
      }
      if (newest == RowVersions.NONE) {
        return newest;
      }
      current = newest;
    }
  }

  private String name(long tableOid) {
    return catalog().find(tableOid).orElse(null) instanceof Table table
        ? table.name()
        : Long.toString(tableOid);
  }

  @Override
  public void lockTable(long tableOid, TableLock mode, LockWait wait) {
    store.locks().lockTable(lockOwner(), tableOid, mode, wait, name(tableOid));
  }

  @Override
  public void lockKey(String key) {
    store.locks().lock(lockOwner(), new LockTarget.Name(key), TableLock.EXCLUSIVE, LockWait.WAIT);
  }

  @Override
  public void awaitEnd(long holder) {
    store.locks().awaitEnd(lockOwner(), holder);
  }

  @Override
  public void awaitRow(long tableOid, long rowId) {
    store
        .locks()
        .lockRow(
            lockOwner(), tableOid, rowId, RowLock.KEY_SHARE, LockWait.WAIT, name(tableOid));
  }

  @Override
  public void truncate(long tableOid) {
    TableWrites before =
        writes.put(tableOid, new TableWrites(tableOid, store.table(tableOid), true));
    if (before != null) {
      replaced.add(before);
    }
  }

  @Override
  public int savepoint() {
    return savepoints.mark(changes.size(), writes, store.locks().mark(lockOwner()));
  }

  @Override
  public void rollbackTo(int savepoint) {
    int changeMark = savepoints.restore(savepoint, writes, id());
    store.locks().releaseTo(lockOwner(), savepoints.locks(savepoint));
    holdsEnd = false;
    if (changes.size() > changeMark) {
      changes.subList(changeMark, changes.size()).clear();
      catalogBase = null;
      Catalog now = catalog();
      writes.values().forEach(table -> table.keepIndexes(oid -> now.find(oid).isPresent()));
    }
  }

  @Override
  public void release(int savepoint) {
    savepoints.release(savepoint);
  }

  @Override
  public boolean isReadOnly() {
    return changes.isEmpty() && writes.values().stream().allMatch(TableWrites::isEmpty);
  }

  @Override
  public boolean commitsShort() {
    return isReadOnly()
        || changes.isEmpty() && isSmall() && store.commits().isQuick(processId);
  }

  private boolean isSmall() {
    int deleted = 0;
    long bytes = 0;
    for (TableWrites table : writes.values()) {
      if (table.isTruncated()) {
        return false;
      }
      bytes += table.bytes();
      deleted += table.deletes().size();
    }
    return bytes <= SHORT_BYTES && deleted <= SHORT_DELETES;
  }

  @Override
  public void commit() {
    boolean committed = false;
    try {
      if (!isReadOnly()) {
        store.commits().commit(toCommit(), processId);
      }
      committed = true;
    } finally {
      end(committed);
    }
  }

  private static long oid(CatalogChange change) {
    return switch (change) {
      case CatalogChange.Put(CatalogObject object) -> object.oid();
      case CatalogChange.Drop(long oid) -> oid;
    };
  }

  /// What the transaction made and dropped again is left out.
  private Commit toCommit() {
    Catalog before = store.catalog();
    Catalog now = catalog();
    List<CatalogChange> logged = new ArrayList<>(changes.size());
    List<CatalogChange> temporaryChanges = new ArrayList<>();
    for (CatalogChange change : changes) {
      long oid = oid(change);
      if (before.find(oid).isEmpty() && now.find(oid).isEmpty()) {
        continue;
      }
      (TemporaryObjects.contain(change, before, now) ? temporaryChanges : logged).add(change);
    }
    List<TableCommit> tables = new ArrayList<>();
    List<TableCommit> temporaryTables = new ArrayList<>();
    for (TableWrites table : writes.values()) {
      if (now.find(table.tableOid()).isPresent()) {
        boolean temporary = TemporaryObjects.is(table.tableOid(), now);
        (temporary ? temporaryTables : tables)
            .add(
                new TableCommit(
                    table.tableOid(),
                    table.isTruncated(),
                    table.rows(),
                    table::sentRows,
                    table.deletes(),
                    table.keyChanges(),
                    table.rowIndexes()));
      }
    }
    return new Commit(id(), logged, tables, temporaryChanges, temporaryTables);
  }

  @Override
  public void rollback() {
    end(false);
  }

  private void end(boolean committed) {
    if (ended) {
      return;
    }
    ended = true;
    if (!committed) {
      store.journal().abandoned(id);
      writes.values().forEach(table -> store.released().add(table.bytes()));
    }
    if (id != 0) {
      writes.values().forEach(table -> table.releaseClaims(id));
      replaced.forEach(table -> table.releaseClaims(id));
    }
    LockOwner locked = owner;
    if (locked != null) {
      store.locks().releaseAll(locked);
    }
    for (CatalogChange change : changes) {
      if (change instanceof CatalogChange.Put(CatalogObject.Sequence sequence)) {
        store.forget(sequence);
      }
    }
    writes.clear();
    store.snapshots().release(slot);
  }

  @Override
  public void fillIndex(long indexOid) {
    if (catalog().find(indexOid).orElse(null) instanceof CatalogObject.Index index) {
      new IndexBuild(this, store).fill(index);
    }
  }

  int processId() {
    return processId;
  }

  /// Why what runs must end, or null. From any thread.
  @Nullable String cancelReason() {
    if (cancelled) {
      return CANCEL_MESSAGE;
    }
    LockOwner times = owner;
    return times != null && times.nanosToDeadline() < 0 ? LockOwner.TIMEOUT_MESSAGE : null;
  }

  @Override
  public void cancel() {
    cancelled = true;
    LockOwner waiting = owner;
    if (waiting != null) {
      waiting.cancel(CANCEL_MESSAGE);
    }
  }

  @Override
  public void resetCancel() {
    cancelled = false;
    LockOwner waiting = owner;
    if (waiting != null) {
      waiting.resetCancel();
    }
  }

  @Override
  public void close() {
    rollback();
  }
}
