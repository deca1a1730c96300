package dev.omendb.engine.storage;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.IndexBuilds;
import dev.omendb.engine.index.IndexSupport;
import dev.omendb.engine.lock.LockTable;
import dev.omendb.engine.log.CommitLog;
import dev.omendb.engine.log.FileCommitLog;
import dev.omendb.engine.log.Lsn;
import dev.omendb.engine.storage.checkpoint.CheckpointWriter;
import dev.omendb.engine.storage.checkpoint.DataFolder;
import dev.omendb.engine.storage.checkpoint.Manifest;
import dev.omendb.engine.storage.checkpoint.Manifest.SequenceEntry;
import dev.omendb.engine.storage.checkpoint.ManifestFile;
import dev.omendb.engine.storage.checkpoint.ManifestLoader;
import dev.omendb.engine.storage.journal.LogJournal;
import dev.omendb.engine.storage.journal.LogReplay;
import dev.omendb.engine.storage.sequence.LoggedOids;
import dev.omendb.engine.storage.sequence.LoggedSequences;
import dev.omendb.engine.storage.transaction.Commit;
import dev.omendb.engine.storage.transaction.IndexRebuilds;
import dev.omendb.engine.storage.transaction.Journal.Reservation;
import dev.omendb.engine.storage.transaction.StoreImage;
import dev.omendb.engine.storage.transaction.TableCommit;
import dev.omendb.engine.storage.transaction.Vacuum;
import dev.omendb.engine.storage.transaction.VersionedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Durable storage: segments in files, the log behind them, one manifest that names what is live.
public final class SegmentStorage implements StorageEngine {
  private static final Logger LOGGER = LoggerFactory.getLogger(SegmentStorage.class);

  private final StorageOptions options;
  private final FileSystem.FolderLock folderLock;
  private final CheckpointWriter checkpoints;
  private final ExecutorService background;
  private final ExecutorService checkpointing;
  private final ExecutorService rebuilding;
  private final IndexRebuilds rebuilds;
  private final AtomicBoolean checkpointDue = new AtomicBoolean();
  private final CommitLog log;
  private final LogJournal journal;
  private final VersionedStore store;

  /// Timestamp of the last checkpoint. Guarded by this.
  private long checkpointed;
  private final LoggedSequences sequences;
  private final LoggedOids oids;

  /// Opens the database in a folder, or makes one in an empty folder.
  public static SegmentStorage open(
      FileSystem files, StorageOptions options, IndexSupport support) {
    boolean exists = DataFolder.isDatabase(files);
    FileSystem.FolderLock lock = files.lock();
    boolean opened = false;
    try {
      if (!exists) {
        DataFolder.create(files);
      }
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
    this.options = options;
    this.folderLock = folderLock;
    this.checkpoints = new CheckpointWriter(files);
    Manifest manifest = ManifestFile.read(files);
    ManifestLoader loader = new ManifestLoader(files);
    StoreImage image = loader.load(manifest);
    this.background = executor("omendb-log");
    this.checkpointing = executor("omendb-checkpoint");
    this.rebuilding = executor("omendb-index-rebuild");
    this.log = FileCommitLog.open(files, DataFolder.LOG, background);
    this.journal = new LogJournal(log, options.chunkBytes(), this::checkpointIfDue);
    this.store = new VersionedStore(support, journal);
    this.sequences = new LoggedSequences(store::sequence, journal);
    this.oids = new LoggedOids(journal);
    recover(manifest, image, loader);
    this.rebuilds = store.recovered();
    if (!rebuilds.isEmpty()) {
      rebuilding.execute(this::rebuildIndexes);
    }
  }

  /// What was built is written at once, so that it is not built again.
  private void rebuildIndexes() {
    rebuilds.run();
    if (!rebuilds.isCancelled()) {
      checkpoint();
    }
  }

  private void recover(Manifest manifest, StoreImage image, ManifestLoader loader) {
    store.restore(
        image,
        index -> loader.loadRuns(manifest, index),
        (engine, definition, table, keys) ->
            loader.open(manifest, engine, definition, table, keys));
    oids.restore(manifest.lastOid());
    for (SequenceEntry sequence : manifest.sequences()) {
      sequences.restore(
          new Reservation(sequence.oid(), sequence.value(), sequence.isCalled()));
    }
    if (log.lastLsn().entry() < manifest.timestamp()) {
      throw new DatabaseException(
          SqlState.DATA_CORRUPTED,
          "the log ends at entry %d, before the checkpoint at %d"
              .formatted(log.lastLsn().entry(), manifest.timestamp()));
    }
    log.replay(manifest.replayFrom(), new LogReplay(manifest.timestamp(), new Recovery()));
    checkpointed = manifest.timestamp();
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

  private static ExecutorService executor(String name) {
    return Executors.newSingleThreadExecutor(
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .uncaughtExceptionHandler((_, e) -> LOGGER.error("{} failed", name, e))
            .factory());
  }

  /// Called after each commit: must cost nothing.
  private void checkpointIfDue(Commit commit) {
    boolean due =
        journal.appendedBytes() > options.checkpointLogBytes()
            || commit.tables().stream().anyMatch(TableCommit::buildsIndex);
    if (due && checkpointDue.compareAndSet(false, true)) {
      checkpointing.execute(
          () -> {
            try {
              vacuum();
            } finally {
              checkpointDue.set(false);
            }
          });
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
    return oids.next();
  }

  @Override
  public Sequences sequences() {
    return sequences;
  }

  /// Gives back the room of rows that nobody can see any more, as far as it is worthwhile.
  @Override
  public synchronized void vacuum() {
    checkpoint();
    if (new Vacuum(store).run()) {
      checkpoint();
    }
  }

  @Override
  public void checkpoint() {
    checkpoint(false);
  }

  /// @param last nobody works any more
  private synchronized void checkpoint(boolean last) {
    journal.takeAppendedBytes();
    StoreImage image = store.checkpointImage();
    long tailBytes = image.tables().stream().mapToLong(t -> t.store().tailBytes()).sum();
    long oid = oids.last(last);
    List<SequenceEntry> counters = new ArrayList<>();
    for (Reservation state : sequences.states(last)) {
      counters.add(new SequenceEntry(state.sequenceOid(), state.value(), state.isCalled()));
    }
    Lsn replayFrom =
        new Lsn(log.lastLsn().epoch(), journal.firstNeededAfter(image.timestamp()));
    checkpoints.write(image, store.oldestSnapshot(), replayFrom, oid, counters);
    log.truncate(replayFrom);
    store.released().add(tailBytes);
    checkpointed = image.timestamp();
  }

  /// Writes a last checkpoint, so that the next start has nothing to replay.
  @Override
  public void close() {
    rebuilds.cancel();
    rebuilding.close();
    checkpointing.close();
    try {
      if (log.lastLsn().entry() != checkpointed) {
        checkpoint(true);
      }
    } finally {
      log.close();
      background.close();
      folderLock.close();
    }
  }
}
