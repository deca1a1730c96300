package dev.omendb.engine.storage.journal;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.log.CommitLog;
import dev.omendb.engine.log.Lsn;
import dev.omendb.engine.storage.segment.RowCodec;
import dev.omendb.engine.storage.segment.TailData;
import dev.omendb.engine.storage.transaction.Commit;
import dev.omendb.engine.storage.transaction.Journal.Reservation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.openhft.chronicle.bytes.Bytes;

/// Reads the log back at start. Chunks wait for their commit; those whose commit never came are
/// dropped with the replay.
public final class LogReplay implements CommitLog.Visitor {
  private final long checkpoint;
  private final Target target;
  private final Map<ChunkKey, TailData> chunks = new HashMap<>();

  private record ChunkKey(long transactionId, long tableOid, int block) {}

  /// Receives what is to be done again, in order.
  public interface Target {
    void commit(Commit commit, long timestamp);

    void reservation(Reservation reservation);
  }

  /// @param checkpoint commits up to this timestamp are in segment files already
  public LogReplay(long checkpoint, Target target) {
    this.checkpoint = checkpoint;
    this.target = target;
  }

  @Override
  public void record(Lsn lsn, int partition, Bytes<?> payload) {
    int kind = CommitCodec.readKind(payload);
    switch (kind) {
      case CommitCodec.COMMIT -> commit(lsn.entry(), payload);
      case CommitCodec.CHUNK -> chunk(payload);
      case CommitCodec.RESERVATION -> {
        Reservation reservation = CommitCodec.readReservation(payload);
        if (lsn.entry() > checkpoint) {
          target.reservation(reservation);
        }
      }
      default ->
          throw new DatabaseException(
              SqlState.DATA_CORRUPTED, "log record %s is of unknown kind %d".formatted(lsn, kind));
    }
  }

  private void commit(long timestamp, Bytes<?> payload) {
    Commit commit =
        CommitCodec.readCommit(
            payload,
            (transaction, table, block, rows) ->
                chunks(new ChunkKey(transaction, table, block), rows, timestamp));
    if (timestamp > checkpoint) {
      target.commit(commit, timestamp);
    }
    chunks.keySet().removeIf(key -> key.transactionId() == commit.transactionId());
  }

  /// Chunks older than the log's kept part belong to a commit that is in segment files.
  private TailData chunks(ChunkKey key, int rows, long timestamp) {
    TailData found = chunks.remove(key);
    if (found == null) {
      found = new TailData(List.of());
    }
    if (found.rows() > rows) {
      found.truncate(rows);
    }
    if (found.rows() < rows && timestamp > checkpoint) {
      throw new DatabaseException(
          SqlState.DATA_CORRUPTED,
          "log entry %d refers to %d rows, of which the log has %d"
              .formatted(timestamp, rows, found.rows()));
    }
    return found;
  }

  private void chunk(Bytes<?> payload) {
    ChunkKey key = new ChunkKey(payload.readLong(), payload.readLong(), payload.readInt());
    int start = payload.readInt();
    TailData rows = RowCodec.read(payload);
    TailData before = chunks.get(key);
    if (before == null || start == 0) {
      chunks.put(key, rows);
      return;
    }
    if (before.rows() > start) {
      before.truncate(start);
    }
    before.append(rows, 0, rows.rows());
  }
}
