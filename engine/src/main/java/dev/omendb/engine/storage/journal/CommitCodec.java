package dev.omendb.engine.storage.journal;

import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogCodec;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.storage.segment.RowCodec;
import dev.omendb.engine.storage.segment.TailData;
import dev.omendb.engine.storage.table.DeleteLog;
import dev.omendb.engine.storage.table.Placement;
import dev.omendb.engine.storage.transaction.Commit;
import dev.omendb.engine.storage.transaction.Journal.Reservation;
import dev.omendb.engine.storage.transaction.TableCommit;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;

/// Log records of storage. Little-endian; every record begins with a version byte (1) and a kind:
///
/// - [#COMMIT]: transaction id (8); count of catalog changes (4) and the changes as [CatalogCodec]
///   writes them; count of tables (4) and for each: oid (8), flags (1; bit 0: truncated first),
///   count of row blocks (4) and for each: segment number (4), first position (4), adopted (1),
///   rows (4: 0 = they follow as [RowCodec] writes them; n = n rows came in chunk records before);
///   count of deletions (4) and for each: row id (8), next version (8), changed columns
///   (8). Row ids from segment `TableWrites.PRIVATE_SEGMENT` on name rows of this commit's blocks.
/// - [#CHUNK]: transaction id (8), table oid (8), block (4), position of the first row (4), the
///   rows. What came before for this position and those behind it was rolled back. Counts only when
///   the transaction's commit follows.
/// - [#RESERVATION]: sequence oid or 0 for oids (8), value (8), called (1).
final class CommitCodec {
  static final int VERSION = 1;
  static final int COMMIT = 1;
  static final int RESERVATION = 3;
  static final int CHUNK = 4;

  private CommitCodec() {}

  static void begin(int kind, Bytes<?> into) {
    into.writeByte((byte) VERSION);
    into.writeByte((byte) kind);
  }

  /// Reads the first two bytes. Errors: 0A000 for a newer version.
  static int readKind(Bytes<?> from) {
    int version = from.readUnsignedByte();
    if (version != VERSION) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "the log was written by a newer version (record version %d)".formatted(version));
    }
    return from.readUnsignedByte();
  }

  /// Writes a commit and returns where each block's place is to be filled in.
  ///
  /// @param inChunks for table t and block b: its rows are in chunk records
  static List<long[]> writeCommit(Commit commit, boolean[][] inChunks, Bytes<?> into) {
    begin(COMMIT, into);
    into.writeLong(commit.transactionId());
    into.writeInt(commit.changes().size());
    for (CatalogChange change : commit.changes()) {
      CatalogCodec.write(change, into);
    }
    into.writeInt(commit.tables().size());
    List<long[]> places = new ArrayList<>();
    for (int t = 0; t < commit.tables().size(); t++) {
      places.add(writeTable(commit.tables().get(t), inChunks[t], into));
    }
    return places;
  }

  private static long[] writeTable(TableCommit table, boolean[] inChunks, Bytes<?> into) {
    into.writeLong(table.tableOid());
    into.writeByte((byte) (table.truncated() ? 1 : 0));
    into.writeInt(table.blocks().size());
    long[] places = new long[table.blocks().size()];
    for (int b = 0; b < places.length; b++) {
      places[b] = into.writePosition();
      into.writeInt(0);
      into.writeInt(0);
      into.writeByte((byte) 0);
      TailData block = table.blocks().get(b);
      into.writeInt(inChunks[b] ? block.rows() : 0);
      if (!inChunks[b]) {
        RowCodec.write(block, 0, block.rows(), into);
      }
    }
    DeleteLog deletes = table.deletes();
    into.writeInt(deletes.size());
    for (int i = 0; i < deletes.size(); i++) {
      into.writeLong(deletes.row(i));
      into.writeLong(deletes.next(i));
      into.writeLong(deletes.changed(i));
    }
    return places;
  }

  static void fillPlace(Bytes<?> record, long at, Placement placement) {
    record.writeInt(at, placement.segmentNumber());
    record.writeInt(at + 4, placement.start());
    record.writeByte(at + 8, (byte) (placement.adopted() ? 1 : 0));
  }

  /// Where a reader finds blocks that came in chunks.
  interface Chunks {
    TailData take(long transactionId, long tableOid, int block, int rows);
  }

  static Commit readCommit(Bytes<?> from, Chunks chunks) {
    long transactionId = from.readLong();
    int changeCount = from.readInt();
    List<CatalogChange> changes = new ArrayList<>(changeCount);
    for (int i = 0; i < changeCount; i++) {
      changes.add(CatalogCodec.readChange(from));
    }
    int tableCount = from.readInt();
    List<TableCommit> tables = new ArrayList<>(tableCount);
    for (int i = 0; i < tableCount; i++) {
      tables.add(readTable(transactionId, from, chunks));
    }
    return new Commit(transactionId, changes, tables);
  }

  private static TableCommit readTable(long transactionId, Bytes<?> from, Chunks chunks) {
    long oid = from.readLong();
    boolean truncated = from.readByte() != 0;
    int blockCount = from.readInt();
    List<TailData> blocks = new ArrayList<>(blockCount);
    List<Placement> placements = new ArrayList<>(blockCount);
    for (int b = 0; b < blockCount; b++) {
      placements.add(new Placement(from.readInt(), from.readInt(), from.readByte() != 0));
      int rows = from.readInt();
      blocks.add(rows == 0 ? RowCodec.read(from) : chunks.take(transactionId, oid, b, rows));
    }
    DeleteLog deletes = new DeleteLog();
    int deleteCount = from.readInt();
    for (int i = 0; i < deleteCount; i++) {
      deletes.add(from.readLong(), from.readLong(), from.readLong());
    }
    TableCommit table =
        new TableCommit(oid, truncated, blocks, _ -> 0, deletes, List.of(), List.of());
    table.place(placements);
    return table;
  }

  static void writeReservation(Reservation reservation, Bytes<?> into) {
    begin(RESERVATION, into);
    into.writeLong(reservation.sequenceOid());
    into.writeLong(reservation.value());
    into.writeByte((byte) (reservation.isCalled() ? 1 : 0));
  }

  static Reservation readReservation(Bytes<?> from) {
    return new Reservation(from.readLong(), from.readLong(), from.readByte() != 0);
  }
}
