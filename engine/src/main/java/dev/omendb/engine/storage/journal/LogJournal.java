package dev.omendb.engine.storage.journal;

import dev.omendb.engine.log.CommitLog;
import dev.omendb.engine.log.Lsn;
import dev.omendb.engine.storage.segment.RowCodec;
import dev.omendb.engine.storage.segment.TailData;
import dev.omendb.engine.storage.table.TableWrites;
import dev.omendb.engine.storage.transaction.Commit;
import dev.omendb.engine.storage.transaction.Journal;
import dev.omendb.engine.storage.transaction.TableCommit;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import net.openhft.chronicle.bytes.Bytes;

/// Commits in a [CommitLog]. A small commit is one record. A transaction that adds many rows sends
/// them ahead in chunks while it runs, so that no record and no buffer grows with it and little is
/// left to write when it commits.
///
/// The commit timestamp is the log's entry number.
public final class LogJournal implements Journal {
  private static final int PARTITION = 0;
  /// Buffers beyond this size are not kept.
  private static final long KEPT_BUFFER_BYTES = 2L << 20;

  private final CommitLog log;
  private final long chunkBytes;
  private final Consumer<Commit> afterCommit;
  private final LongAdder appendedBytes = new LongAdder();
  private final ConcurrentLinkedQueue<Bytes<?>> buffers = new ConcurrentLinkedQueue<>();

  /// First log entries of chunks whose transaction has not ended, by transaction id.
  private final ConcurrentSkipListMap<Long, Long> openChunks = new ConcurrentSkipListMap<>();

  /// @param chunkBytes rows go ahead in about this many bytes
  /// @param afterCommit called after each commit is applied, by the committing thread
  public LogJournal(CommitLog log, long chunkBytes, Consumer<Commit> afterCommit) {
    this.log = log;
    this.chunkBytes = chunkBytes;
    this.afterCommit = afterCommit;
  }

  @Override
  public void added(long transactionId, TableWrites table) {
    if (table.unsentBytes() < chunkBytes) {
      return;
    }
    List<TailData> blocks = table.rows();
    for (int b = 0; b < blocks.size(); b++) {
      sendChunks(transactionId, table.tableOid(), b, blocks.get(b), table.sentRows(b));
    }
    table.sent();
  }

  @Override
  public Entry encode(Commit commit) {
    Bytes<?> record = buffer();
    boolean[][] inChunks = sendRest(commit);
    List<long[]> places = CommitCodec.writeCommit(commit, inChunks, record);
    return () -> {
      for (int t = 0; t < places.size(); t++) {
        TableCommit table = commit.tables().get(t);
        for (int b = 0; b < places.get(t).length; b++) {
          CommitCodec.fillPlace(record, places.get(t)[b], table.placements().get(b));
        }
      }
      return append(record);
    };
  }

  /// Writes what the log has not yet of a block that went ahead, and of every block of a big
  /// commit. Returns for each table and block whether its rows are in chunks.
  private boolean[][] sendRest(Commit commit) {
    boolean large = bytes(commit) > chunkBytes;
    boolean[][] inChunks = new boolean[commit.tables().size()][];
    for (int t = 0; t < inChunks.length; t++) {
      TableCommit table = commit.tables().get(t);
      inChunks[t] = new boolean[table.blocks().size()];
      for (int b = 0; b < inChunks[t].length; b++) {
        TailData rows = table.blocks().get(b);
        int sent = table.sentRows(b);
        inChunks[t][b] = rows.rows() > 0 && (large || sent > 0);
        if (inChunks[t][b]) {
          sendChunks(commit.transactionId(), table.tableOid(), b, rows, sent);
        }
      }
    }
    return inChunks;
  }

  private static long bytes(Commit commit) {
    long bytes = 0;
    for (TableCommit table : commit.tables()) {
      for (TailData block : table.blocks()) {
        bytes += block.bytes();
      }
    }
    return bytes;
  }

  /// Writes a block's rows from `first` on as chunk records.
  private void sendChunks(
      long transactionId, long tableOid, int block, TailData rows, int first) {
    if (first == rows.rows()) {
      return;
    }
    openChunks.putIfAbsent(transactionId, log.lastLsn().entry() + 1);
    long rowBytes = Math.max(1, rows.bytes() / rows.rows());
    int step = (int) Math.max(1, chunkBytes / rowBytes);
    Bytes<?> record = buffer();
    for (int from = first; from < rows.rows(); from += step) {
      CommitCodec.begin(CommitCodec.CHUNK, record.clear());
      record.writeLong(transactionId);
      record.writeLong(tableOid);
      record.writeInt(block);
      record.writeInt(from);
      RowCodec.write(rows, from, Math.min(rows.rows(), from + step), record);
      appendedBytes.add(record.readRemaining());
      log.append(PARTITION, record);
    }
    recycle(record);
  }

  @Override
  public void applied(Commit commit) {
    openChunks.remove(commit.transactionId());
    afterCommit.accept(commit);
  }

  @Override
  public void abandoned(long transactionId) {
    openChunks.remove(transactionId);
  }

  /// The first log entry that a commit later than `timestamp` may still need.
  public long firstNeededAfter(long timestamp) {
    long first = timestamp + 1;
    for (long open : openChunks.values()) {
      first = Math.min(first, open);
    }
    return first;
  }

  @Override
  public long append(Reservation reservation) {
    Bytes<?> record = buffer();
    CommitCodec.writeReservation(reservation, record);
    return append(record);
  }

  /// Bytes appended since the count was last taken.
  public long takeAppendedBytes() {
    return appendedBytes.sumThenReset();
  }

  public long appendedBytes() {
    return appendedBytes.sum();
  }

  private long append(Bytes<?> record) {
    appendedBytes.add(record.readRemaining());
    long entry = log.append(PARTITION, record).entry();
    recycle(record);
    return entry;
  }

  @Override
  public void awaitDurable(long timestamp) {
    log.awaitDurable(new Lsn(log.lastLsn().epoch(), timestamp));
  }

  @Override
  public long lastSyncNanos() {
    return log.lastSyncNanos();
  }

  private Bytes<?> buffer() {
    Bytes<?> kept = buffers.poll();
    return kept != null ? kept : newBuffer(4096);
  }

  private static Bytes<?> newBuffer(long bytes) {
    Bytes<?> buffer = Bytes.allocateElasticDirect(bytes);
    buffer.singleThreadedCheckDisabled(true);
    return buffer;
  }

  private void recycle(Bytes<?> buffer) {
    if (buffer.realCapacity() <= KEPT_BUFFER_BYTES) {
      buffers.add(buffer.clear());
    } else {
      buffer.releaseLast();
    }
  }
}
