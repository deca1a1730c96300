package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.IndexBuilds;
import dev.omendb.engine.index.IndexSupport;
import dev.omendb.engine.lock.LockTable;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.engine.storage.segment.TailData;
import dev.omendb.engine.storage.table.IndexReplay;
import dev.omendb.engine.storage.table.KeyIndex;
import dev.omendb.engine.storage.table.TableImage;
import dev.omendb.engine.storage.table.TableStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The committed state of one partition and the way to change it: what memory storage and segment
/// storage have in common. Thread-safe.
public final class VersionedStore {
  private final IndexSupport indexSupport;
  private final RowIndexBuilder rowIndexes;
  private final Snapshots snapshots = new Snapshots();
  private final ConcurrentHashMap<Long, TableStore> tables = new ConcurrentHashMap<>();
  private final Journal journal;
  private final IndexBuilds builds = new IndexBuilds();
  private final CommitQueue commits;
  private final LockTable locks = new LockTable();
  private final ReleasedMemory released = new ReleasedMemory();
  private final AtomicLong lastTransaction = new AtomicLong();
  private volatile Catalog catalog = Catalog.EMPTY;

  /// Before any transaction begins.
  private volatile boolean recovering;

  /// Sequences made by running transactions, which may count already.
  private final ConcurrentHashMap<Long, Sequence> newSequences = new ConcurrentHashMap<>();

  public VersionedStore(IndexSupport indexSupport, Journal journal) {
    this.indexSupport = indexSupport;
    this.rowIndexes = new RowIndexBuilder(indexSupport);
    this.journal = journal;
    this.commits = new CommitQueue(this, journal);
  }

  public Catalog catalog() {
    return catalog;
  }

  public Transaction begin(int processId) {
    return new StorageTransaction(this, processId, snapshots.acquire());
  }

  public ReleasedMemory released() {
    return released;
  }

  /// The builds of indexes that run.
  public IndexBuilds builds() {
    return builds;
  }

  IndexSupport indexSupport() {
    return indexSupport;
  }

  Snapshots snapshots() {
    return snapshots;
  }

  Journal journal() {
    return journal;
  }

  CommitQueue commits() {
    return commits;
  }

  public LockTable locks() {
    return locks;
  }

  long nextTransactionId() {
    return lastTransaction.incrementAndGet();
  }

  /// The committed rows of a table; null before it is committed.
  @Nullable TableStore table(long oid) {
    return tables.get(oid);
  }

  public long tableBytes(long oid) {
    TableStore table = tables.get(oid);
    return table == null ? 0 : table.bytes();
  }

  public long indexBytes(long tableOid, long indexOid) {
    TableStore table = tables.get(tableOid);
    return table == null ? 0 : table.indexBytes(indexOid);
  }

  public long tableRows(long oid) {
    TableStore table = tables.get(oid);
    return table == null ? 0 : table.liveRows();
  }

  /// As [#table], made when a commit brings the table's first rows.
  TableStore tableForWrites(long oid) {
    return tables.computeIfAbsent(oid, TableStore::new);
  }

  /// A sequence, committed or just made by a running transaction.
  public Sequence sequence(long oid) {
    Sequence committed = catalog.find(Sequence.class, oid).orElse(null);
    Sequence found = committed != null ? committed : newSequences.get(oid);
    if (found == null) {
      throw new DatabaseException(
          SqlState.INTERNAL_ERROR, "could not open relation with OID " + oid);
    }
    return found;
  }

  void announce(Sequence sequence) {
    newSequences.put(sequence.oid(), sequence);
  }

  void forget(Sequence sequence) {
    newSequences.remove(sequence.oid());
  }

  /// Everything committed, tables at rest.
  public StoreImage checkpointImage() {
    return commits.image();
  }

  void closeTails() {
    tables.values().forEach(TableStore::closeTail);
  }

  /// Called between commits.
  StoreImage image() {
    List<TableImage> images = new ArrayList<>();
    Catalog now = catalog;
    for (TableStore table : tables.values()) {
      if (now.find(table.oid()).isPresent() && !TemporaryObjects.is(table.oid(), now)) {
        images.add(table.image());
      }
    }
    return new StoreImage(snapshots.lastCommitted(), lastTransaction.get(), now, images);
  }

  /// No snapshot in use or taken later is older.
  public long oldestSnapshot() {
    return snapshots.oldest();
  }

  /// Starts from a manifest, before any replay.
  ///
  /// @param loadRuns fills an ordered index from its files
  /// @param open opens an index that an engine keeps
  public void restore(
      StoreImage image, Consumer<KeyIndex> loadRuns, RowIndexBuilder.Opener open) {
    recovering = true;
    catalog = image.catalog();
    lastTransaction.set(image.lastTransactionId());
    for (TableImage table : image.tables()) {
      tables.put(table.store().oid(), table.store());
    }
    for (CatalogObject.Index index : catalog.all(CatalogObject.Index.class)) {
      if (isOrdered(index)) {
        put(index, catalog);
        KeyIndex empty = tableForWrites(index.tableOid()).index(index.oid());
        if (empty != null) {
          loadRuns.accept(empty);
        }
      } else {
        rowIndexes.open(index, catalog, tableForWrites(index.tableOid()), open);
      }
    }
    snapshots.publish(image.timestamp());
  }

  /// Recovery is over: transactions may begin. Answers the indexes that have to be built, if any.
  public IndexRebuilds recovered() {
    recovering = false;
    return new IndexRebuilds(this, List.copyOf(tables.values()));
  }

  /// Does a commit again that the log holds: recovery, before any transaction begins.
  public void replay(Commit commit, long timestamp) {
    for (TableCommit table : commit.tables()) {
      tableForWrites(table.tableOid()).reserveAgain(table.blocks(), table.placements());
    }
    Catalog before = catalog;
    new CommitApply(this).apply(commit, timestamp);
    lastTransaction.accumulateAndGet(commit.transactionId(), Math::max);
    for (TableCommit table : commit.tables()) {
      for (CatalogObject.Index index : catalog.indexes(table.tableOid())) {
        if (before.find(index.oid()).isPresent() && isOrdered(index)) {
          replayIndex(index, table);
        }
      }
    }
    for (CatalogChange change : commit.changes()) {
      if (change instanceof CatalogChange.Put(CatalogObject.Index index)
          && becomesValid(before, index)) {
        tableForWrites(index.tableOid()).dropIndex(index.oid());
        rowIndexes.put(index, catalog, tableForWrites(index.tableOid()), recovering);
      }
      if (change instanceof CatalogChange.Put(CatalogObject.Index index)
          && before.find(index.oid()).isEmpty()
          && isOrdered(index)) {
        replayIndex(index, null);
      }
    }
  }

  /// True for an index built beside commits: recovery knows what came to it by those, not what it
  /// was filled with.
  private static boolean becomesValid(Catalog before, CatalogObject.Index index) {
    return !isOrdered(index)
        && index.valid()
        && before.find(index.oid()).orElse(null) instanceof CatalogObject.Index old
        && !old.valid();
  }

  /// @param rows only these, or null for all of the table
  private void replayIndex(CatalogObject.Index definition, @Nullable TableCommit rows) {
    TableStore store = tables.get(definition.tableOid());
    KeyIndex index = store == null ? null : store.index(definition.oid());
    Table table = catalog.find(Table.class, definition.tableOid()).orElse(null);
    if (store == null || index == null || table == null) {
      return;
    }
    IndexReplay replay =
        new IndexReplay(store, table, index, indexSupport.keys(catalog, definition));
    if (rows == null) {
      replay.addAll();
    } else {
      replay.add(
          rows.placements(), rows.blocks().stream().map(TailData::rows).toList(), rows.deletes());
    }
  }

  /// Applies committed DDL. Called by the applying thread.
  void changeCatalog(List<CatalogChange> changes, Catalog after) {
    Catalog before = catalog;
    for (CatalogChange change : changes) {
      switch (change) {
        case CatalogChange.Put put -> put(put.object(), after);
        case CatalogChange.Drop drop -> drop(before, drop.oid());
      }
    }
    catalog = after;
  }

  private void put(CatalogObject object, Catalog after) {
    if (object instanceof CatalogObject.Table table) {
      tableForWrites(table.oid());
    } else if (object instanceof CatalogObject.Index index && isOrdered(index)) {
      TableStore table = tableForWrites(index.tableOid());
      if (table.index(index.oid()) == null && after.find(index.tableOid()).isPresent()) {
        table.putIndex(new KeyIndex(index, indexSupport.keys(after, index).attnums()));
      }
    } else if (object instanceof CatalogObject.Index index) {
      rowIndexes.put(index, after, tableForWrites(index.tableOid()), recovering);
    }
  }

  private void drop(Catalog before, long oid) {
    CatalogObject dropped = before.find(oid).orElse(null);
    if (dropped instanceof CatalogObject.Table) {
      TableStore table = tables.remove(oid);
      released.add(table == null ? 0 : table.tailBytes());
    } else if (dropped instanceof CatalogObject.Index index) {
      TableStore table = tables.get(index.tableOid());
      if (table != null) {
        table.dropIndex(oid);
      }
    }
  }

  /// True for access methods that storage keeps as sorted keys. What hash indexes answer, sorted
  /// keys answer too.
  static boolean isOrdered(CatalogObject.Index index) {
    return index.accessMethod().equals("btree") || index.accessMethod().equals("hash");
  }
}
