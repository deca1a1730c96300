package dev.omendb.engine.storage;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.index.IndexBuilds;
import dev.omendb.engine.index.IndexSupport;
import dev.omendb.engine.lock.LockTable;
import dev.omendb.engine.storage.sequence.LoggedSequences;
import dev.omendb.engine.storage.transaction.CountingJournal;
import dev.omendb.engine.storage.transaction.Journal;
import dev.omendb.engine.storage.transaction.VersionedStore;
import java.util.concurrent.atomic.AtomicLong;

/// Storage without files: for temporary tables and tests. What is closed is gone.
public final class MemoryStorage implements StorageEngine {
  private final VersionedStore store;
  private final Sequences sequences;
  private final AtomicLong lastOid = new AtomicLong(CatalogObject.FIRST_NORMAL_OID - 1);

  public MemoryStorage(IndexSupport indexSupport) {
    Journal journal = new CountingJournal();
    this.store = new VersionedStore(indexSupport, journal);
    this.sequences = new LoggedSequences(store::sequence, journal);
  }

  @Override
  public Catalog catalog() {
    return store.catalog();
  }

  @Override
  public Transaction begin(int processId) {
    return store.begin(processId);
  }

  @Override
  public long tableBytes(long tableOid) {
    return store.tableBytes(tableOid);
  }

  @Override
  public long indexBytes(long tableOid, long indexOid) {
    return store.indexBytes(tableOid, indexOid);
  }

  @Override
  public long tableRows(long tableOid) {
    return store.tableRows(tableOid);
  }

  @Override
  public IndexBuilds indexBuilds() {
    return store.builds();
  }

  @Override
  public LockTable locks() {
    return store.locks();
  }

  @Override
  public long nextOid() {
    return lastOid.incrementAndGet();
  }

  @Override
  public Sequences sequences() {
    return sequences;
  }

  @Override
  public void checkpoint() {}

  /// Does nothing: memory storage lives as long as a session or a test.
  @Override
  public void vacuum() {}

  @Override
  public void close() {}
}
