package dev.omendb.engine.storage;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.IndexSupport;
import dev.omendb.engine.lock.LockTable;
import dev.omendb.engine.log.CommitLog;
import dev.omendb.engine.log.FileCommitLog;
import dev.omendb.engine.log.Lsn;
import dev.omendb.engine.storage.journal.LogJournal;
import dev.omendb.engine.storage.journal.LogReplay;
import dev.omendb.engine.storage.sequence.LoggedOids;
import dev.omendb.engine.storage.sequence.LoggedSequences;
import dev.omendb.engine.storage.transaction.Commit;
import dev.omendb.engine.storage.transaction.Journal.Reservation;
import dev.omendb.engine.storage.transaction.VersionedStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Durable storage: segments in files, the log behind them, one manifest that names what is live.
public final class SegmentStorage implements StorageEngine {
  private static final String LOG_FOLDER = "log";

  private final FileSystem.FolderLock folderLock;
  private final ExecutorService background;
  private final CommitLog log;
  private final VersionedStore store;
  private final LoggedSequences sequences;
  private final LoggedOids oids;

  /// Opens the database in a folder, or makes one in an empty folder.
  public static SegmentStorage open(FileSystem files, StorageOptions options, IndexSupport support) {
    FileSystem.FolderLock lock = files.lock();
    boolean opened = false;
    try {
      SegmentStorage storage = new SegmentStorage(files, options, support, lock);
      opened = true;
      return storage;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private SegmentStorage(
      FileSystem files,
      StorageOptions options,
      IndexSupport support,
      FileSystem.FolderLock folderLock) {
    this.folderLock = folderLock;
    this.background =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("omendb-storage").factory());
    this.log = FileCommitLog.open(files, LOG_FOLDER, background);
    LogJournal journal = new LogJournal(log);
    this.store = new VersionedStore(support, journal);
    this.sequences = new LoggedSequences(store::sequence, journal);
    this.oids = new LoggedOids(journal);
    log.replay(Lsn.ZERO, new LogReplay(0, new Recovery()));
  }

  private final class Recovery implements LogReplay.Target {
    @Override
    public void commit(Commit commit, long timestamp) {
      store.replay(commit, timestamp);
    }

    @Override
    public void reservation(Reservation reservation) {
      if (reservation.sequenceOid() == 0) {
        oids.restore(reservation.value());
      } else {
        sequences.restore(reservation);
      }
    }
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
  public LockTable locks() {
    return store.locks();
  }

  @Override
  public long nextOid() {
    return oids.next();
  }

  @Override
  public Sequences sequences() {
    return sequences;
  }

  @Override
  public void checkpoint() {}

  @Override
  public void close() {
    log.close();
    background.close();
    folderLock.close();
  }
}
