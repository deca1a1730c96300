package dev.omendb.engine.log;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.FileSystem;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.openhft.chronicle.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A log in preallocated files ([LogSegment]) of [LogRecord]s. Appending encodes into a buffer in
/// memory. The first committer to wait becomes the leader: it writes the buffer with one write and
/// one sync, while the others fill a second buffer and wait for the next one (group commit). When
/// much is appended before anybody waits, a background thread writes and syncs it meanwhile, so
/// that little is left for the end.
///
/// Every opening begins a new epoch in a new segment, made when the first record comes.
public final class FileCommitLog implements CommitLog {
  /// Bytes of a segment unless one record needs more.
  public static final long SEGMENT_BYTES = 16L << 20;

  /// From this many waiting bytes on the background thread writes them out.
  private static final long FLUSH_BYTES = 1L << 20;

  /// Beyond this many waiting bytes an append writes them out itself.
  private static final long MAX_BUFFERED_BYTES = 4L << 20;

  private static final int FIRST_BUFFER_BYTES = 64 << 10;

  /// A buffer that has grown beyond this is given back when the log is idle.
  private static final long KEPT_BUFFER_BYTES = 1L << 20;

  /// Records from this size on come in numbers: they lengthen a full segment instead of beginning
  /// another, which takes several syncs.
  private static final long LARGE_RECORD_BYTES = 128L << 10;

  /// By how much a segment is lengthened, and up to where.
  private static final long EXTENSION_BYTES = 8L << 20;

  private static final long MAX_EXTENDED_BYTES = 64L << 20;

  private final FileSystem files;
  private final String folder;
  private final long segmentBytes;
  private final Executor background;
  private final SpareSegments spares;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition flushed = lock.newCondition();
  private final List<LogSegment> segments;
  private @Nullable DataFile current;
  private long currentBytes;

  /// Bytes of the current segment that are taken, buffered records included.
  private long usedBytes;

  private Bytes<ByteBuffer> filling = newBuffer(FIRST_BUFFER_BYTES);
  private Bytes<ByteBuffer> writing = newBuffer(FIRST_BUFFER_BYTES);

  /// A leader is writing, outside the lock.
  private boolean flushing;

  /// The background thread has been asked to write.
  private boolean flushPlanned;

  private long epoch;
  private Lsn last;
  private Lsn durable;
  private volatile long lastSyncNanos = Long.MAX_VALUE;
  private @Nullable Throwable failure;

  /// Opens the log in a folder, cutting off what a crash left unfinished at its end.
  ///
  /// @param background prepares the next segment ahead of need and writes large amounts
  public static FileCommitLog open(FileSystem files, String folder, Executor background) {
    return open(files, folder, background, SEGMENT_BYTES);
  }

  static FileCommitLog open(
      FileSystem files, String folder, Executor background, long segmentBytes) {
    files.createFolder(folder);
    List<LogSegment> segments = LogSegment.list(files, folder);
    if (segments.isEmpty()) {
      return new FileCommitLog(files, folder, background, segmentBytes, segments, Lsn.ZERO);
    }
    LogSegment newest = segments.getLast();
    LogSegment.End end = newest.recoverEnd(files);
    try (DataFile file = files.open(newest.name())) {
      file.truncate(end.position());
      // Records that a killed process wrote but did not sync are about to be believed.
      file.force();
    }
    Lsn last = new Lsn(newest.start().epoch(), end.nextEntry() - 1);
    return new FileCommitLog(files, folder, background, segmentBytes, segments, last);
  }

  private FileCommitLog(
      FileSystem files,
      String folder,
      Executor background,
      long segmentBytes,
      List<LogSegment> segments,
      Lsn last) {
    this.files = files;
    this.folder = folder;
    this.background = background;
    this.segmentBytes = segmentBytes;
    this.segments = segments;
    this.last = last;
    this.durable = last;
    this.epoch = last.epoch() + 1;
    this.spares = new SpareSegments(files, folder, background, segmentBytes);
  }

  @Override
  public Lsn append(int partition, Bytes<?> payload) {
    long recordBytes = LogRecord.sizeBytes(payload.readRemaining());
    lock.lock();
    try {
      makeRoom(recordBytes);
      if (recordBytes >= LARGE_RECORD_BYTES && filling.realCapacity() < MAX_BUFFERED_BYTES) {
        filling = grown(filling, recordBytes);
      }
      Lsn lsn = new Lsn(epoch, last.entry() + 1);
      LogRecord.encode(filling, lsn, durable.entry(), partition, payload);
      usedBytes += recordBytes;
      last = lsn;
      planFlush();
      return lsn;
    } finally {
      lock.unlock();
    }
  }

  /// Room for as much as may wait, at once instead of step by step.
  private static Bytes<ByteBuffer> grown(Bytes<ByteBuffer> small, long recordBytes) {
    Bytes<ByteBuffer> large = newBuffer(Math.toIntExact(MAX_BUFFERED_BYTES + recordBytes));
    large.write(small);
    small.releaseLast();
    return large;
  }

  private void planFlush() {
    if (filling.readRemaining() >= FLUSH_BYTES && !flushing && !flushPlanned) {
      flushPlanned = true;
      background.execute(this::flushPlanned);
    }
  }

  /// A failure shows to whoever uses the log next.
  private void flushPlanned() {
    lock.lock();
    try {
      flushPlanned = false;
      while (failure == null && !flushing && filling.readRemaining() >= FLUSH_BYTES) {
        flush(true);
      }
    } catch (DatabaseException e) {
      assert failure == e;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void awaitDurable(Lsn lsn) {
    lock.lock();
    try {
      while (durable.entry() < lsn.entry()) {
        checkUsable();
        if (lsn.entry() > last.entry()) {
          throw new IllegalArgumentException(lsn + " was never appended");
        }
        if (flushing) {
          flushed.awaitUninterruptibly();
        } else {
          flush(true);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Writes the filled buffer, and syncs when asked to, as the only leader, the lock released
  /// meanwhile. Takes and returns with the lock held.
  private void flush(boolean sync) {
    assert !flushing;
    if (current == null) {
      return;
    }
    Bytes<ByteBuffer> batch = filling;
    filling = writing;
    writing = batch;
    DataFile file = current;
    long position = usedBytes - batch.readRemaining();
    Lsn upTo = last;
    flushing = true;
    lock.unlock();
    long started = System.nanoTime();
    try {
      if (batch.readRemaining() > 0) {
        file.write(position, LogRecord.view(batch, 0, batch.writePosition()));
      }
      if (sync) {
        file.force();
        lastSyncNanos = System.nanoTime() - started;
      }
      lock.lock();
      durable = sync ? upTo : durable;
    } catch (RuntimeException | Error e) {
      lock.lock();
      failure = e;
      throw e;
    } finally {
      flushing = false;
      batch.clear();
      if (filling.readRemaining() == 0) {
        filling = kept(filling);
        writing = kept(writing);
      }
      flushed.signalAll();
    }
  }

  private static Bytes<ByteBuffer> kept(Bytes<ByteBuffer> empty) {
    if (empty.realCapacity() <= KEPT_BUFFER_BYTES) {
      return empty;
    }
    empty.releaseLast();
    return newBuffer(FIRST_BUFFER_BYTES);
  }

  /// Returns with the lock held, room for a record in the current segment and a buffer that is not
  /// too long. When a new segment is needed but there is no space for it, the log is as before.
  private void makeRoom(long recordBytes) {
    while (true) {
      checkUsable();
      boolean full = current == null || usedBytes + recordBytes > currentBytes;
      boolean crowded = filling.readRemaining() > MAX_BUFFERED_BYTES;
      if (!full && !crowded) {
        return;
      }
      if (flushing) {
        flushed.awaitUninterruptibly();
      } else if (crowded) {
        flush(full);
      } else if (extend(recordBytes)) {
        return;
      } else if (durable.entry() < last.entry()) {
        flush(true);
      } else {
        beginSegment(recordBytes);
      }
    }
  }

  /// Makes room for a large record at the end of the current segment, up to a limit. The zeros
  /// written need no sync: a file that a crash leaves shorter ends earlier.
  private boolean extend(long recordBytes) {
    long needed = usedBytes + recordBytes;
    if (current == null || recordBytes < LARGE_RECORD_BYTES || needed > MAX_EXTENDED_BYTES) {
      return false;
    }
    long extended = Math.min(MAX_EXTENDED_BYTES, needed + EXTENSION_BYTES);
    current.preallocate(extended);
    currentBytes = extended;
    return true;
  }

  /// Begins a segment with room for a record. Everything appended is durable.
  private void beginSegment(long recordBytes) {
    Lsn start = new Lsn(epoch, last.entry() + 1);
    String name = LogSegment.name(folder, start.entry());
    DataFile next = spares.take(name, start, LogSegment.HEADER_BYTES + recordBytes);
    closeCurrent();
    if (!segments.isEmpty() && segments.getLast().start().entry() == start.entry()) {
      segments.removeLast(); // it had no records, and the new file has taken its name
    }
    current = next;
    currentBytes = next.size();
    usedBytes = LogSegment.HEADER_BYTES;
    segments.add(new LogSegment(name, start));
    spares.prepare();
  }

  private void closeCurrent() {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  /// Waits until nothing is buffered, written or unsynced; returns with the lock held throughout
  /// the last check.
  private void drain() {
    while (flushing || durable.entry() < last.entry()) {
      checkUsable();
      if (flushing) {
        flushed.awaitUninterruptibly();
      } else {
        flush(true);
      }
    }
  }

  private void checkUsable() {
    if (failure != null) {
      throw new DatabaseException(
          failure instanceof DatabaseException e ? e.state() : SqlState.IO_ERROR,
          "the commit log failed and takes no more records until a restart: "
              + failure.getMessage(),
          failure);
    }
  }

  @Override
  public long lastSyncNanos() {
    return lastSyncNanos;
  }

  @Override
  public Lsn lastLsn() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Lsn durableLsn() {
    lock.lock();
    try {
      return durable;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long retainedBytes() {
    lock.lock();
    try {
      long bytes = current == null ? 0 : usedBytes;
      int closed = current == null ? segments.size() : segments.size() - 1;
      for (int i = 0; i < closed; i++) {
        bytes += files.size(segments.get(i).name());
      }
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void replay(Lsn from, Visitor visitor) {
    List<LogSegment> toRead;
    long to;
    lock.lock();
    try {
      toRead = new ArrayList<>(segments);
      to = durable.entry();
    } finally {
      lock.unlock();
    }
    if (!toRead.isEmpty() && from.entry() > 0 && from.entry() < toRead.getFirst().start().entry()) {
      throw LogSegment.damaged(
          "the commit log begins at %s, after %s".formatted(toRead.getFirst().start(), from));
    }
    for (int i = 0; i < toRead.size(); i++) {
      LogSegment segment = toRead.get(i);
      long end = i + 1 < toRead.size() ? toRead.get(i + 1).start().entry() : to + 1;
      if (end <= from.entry() || segment.start().entry() >= end) {
        continue; // all of it is older, or nothing of it is durable
      }
      LogSegment.End found = segment.scan(files, from.entry(), end - 1, visitor);
      if (found.nextEntry() != end) {
        throw LogSegment.damaged(
            "commit log file \"%s\" is damaged at byte %d: entry %d is missing"
                .formatted(segment.name(), found.position(), found.nextEntry()));
      }
    }
  }

  @Override
  public void fence(long newEpoch) {
    lock.lock();
    try {
      if (newEpoch <= epoch) {
        throw new IllegalArgumentException("epoch " + newEpoch + " is not above " + epoch);
      }
      drain();
      epoch = newEpoch;
      closeCurrent(); // the next record begins a segment of its epoch
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void truncate(Lsn before) {
    lock.lock();
    try {
      List<String> unneeded = new ArrayList<>();
      while (segments.size() > 1 && segments.get(1).start().entry() <= before.entry()) {
        unneeded.add(segments.removeFirst().name());
      }
      spares.recycle(unneeded);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (failure == null) {
        drain();
        failure = new DatabaseException(SqlState.ADMIN_SHUTDOWN, "the commit log is closed");
      }
      closeCurrent();
      spares.close();
    } finally {
      lock.unlock();
    }
  }

  private static Bytes<ByteBuffer> newBuffer(int bytes) {
    Bytes<ByteBuffer> buffer = Bytes.elasticByteBuffer(bytes);
    buffer.singleThreadedCheckDisabled(true); // guarded by the lock, or owned by the leader
    return buffer;
  }
}
