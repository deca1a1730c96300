package dev.omendb.engine.storage.journal;

import dev.omendb.engine.log.CommitLog;
import dev.omendb.engine.log.Lsn;
import dev.omendb.engine.storage.segment.RowCodec;
import dev.omendb.engine.storage.segment.TailData;
import dev.omendb.engine.storage.transaction.Commit;
import dev.omendb.engine.storage.transaction.Journal;
import dev.omendb.engine.storage.transaction.TableCommit;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import net.openhft.chronicle.bytes.Bytes;

/// Commits in a [CommitLog]. A small commit is one record. A big one sends its rows ahead in chunks
/// of [#CHUNK_BYTES], so that no record and no buffer grows with the transaction.
///
/// The commit timestamp is the log's entry number.
public final class LogJournal implements Journal {
  private static final int PARTITION = 0;
  private static final long CHUNK_BYTES = 2L << 20;

  /// Buffers beyond this size are not kept.
  private static final long KEPT_BUFFER_BYTES = 256L << 10;

  private final CommitLog log;
  private final Consumer<Commit> afterCommit;
  private final LongAdder appendedBytes = new LongAdder();
  private final ConcurrentLinkedQueue<Bytes<?>> buffers = new ConcurrentLinkedQueue<>();

  /// First log entries of chunks whose commit is not yet applied, by transaction id.
  private final ConcurrentSkipListMap<Long, Long> openChunks = new ConcurrentSkipListMap<>();

  /// @param afterCommit called after each commit is applied, by the committing thread
  public LogJournal(CommitLog log, Consumer<Commit> afterCommit) {
    this.log = log;
    this.afterCommit = afterCommit;
  }

  @Override
  public Entry encode(Commit commit) {
    Bytes<?> record = buffer();
    int[][] chunks = sendChunks(commit);
    List<long[]> places = CommitCodec.writeCommit(commit, chunks, record);
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

  /// Writes the rows of a big commit as chunk records. Returns their number for each table and
  /// block.
  private int[][] sendChunks(Commit commit) {
    long total = 0;
    int[][] chunks = new int[commit.tables().size()][];
    for (int t = 0; t < chunks.length; t++) {
      List<TailData> blocks = commit.tables().get(t).blocks();
      chunks[t] = new int[blocks.size()];
      for (TailData block : blocks) {
        total += block.bytes();
      }
    }
    if (total <= CHUNK_BYTES) {
      return chunks;
    }
    openChunks.put(commit.transactionId(), log.lastLsn().entry() + 1);
    for (int t = 0; t < chunks.length; t++) {
      TableCommit table = commit.tables().get(t);
      for (int b = 0; b < chunks[t].length; b++) {
        chunks[t][b] = sendChunks(commit.transactionId(), table, b);
      }
    }
    return chunks;
  }

  private int sendChunks(long transactionId, TableCommit table, int block) {
    TailData rows = table.blocks().get(block);
    long rowBytes = Math.max(1, rows.bytes() / Math.max(1, rows.rows()));
    int step = (int) Math.max(1, CHUNK_BYTES / rowBytes);
    int count = 0;
    Bytes<?> record = newBuffer(CHUNK_BYTES + (CHUNK_BYTES >> 2));
    for (int from = 0; from < rows.rows(); from += step) {
      CommitCodec.begin(CommitCodec.CHUNK, record.clear());
      record.writeLong(transactionId);
      record.writeLong(table.tableOid());
      record.writeInt(block);
      RowCodec.write(rows, from, Math.min(rows.rows(), from + step), record);
      appendedBytes.add(record.readRemaining());
      log.append(PARTITION, record);
      count++;
    }
    record.releaseLast();
    return count;
  }

  @Override
  public void applied(Commit commit) {
    openChunks.remove(commit.transactionId());
    afterCommit.accept(commit);
  }

  @Override
  public void abandoned(Commit commit) {
    openChunks.remove(commit.transactionId());
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
