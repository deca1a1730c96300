package dev.omendb.engine.storage.table;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.storage.segment.RowVersions;
import dev.omendb.engine.storage.segment.Segment;
import dev.omendb.engine.storage.segment.TailData;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// What one transaction has done to one table: rows in private blocks, deletions, index entries.
/// Nobody else sees it until the commit places it. Private rows have ids of their own, in segments
/// from [#PRIVATE_SEGMENT] on, that grow in insertion order. Confined to the transaction.
public final class TableWrites {
  /// First segment number of private rows; shared segments stay below.
  public static final int PRIVATE_SEGMENT = 1 << 29;

  private final long tableOid;
  private final @Nullable TableStore store;
  private final boolean truncated;
  private final List<Segment> blocks = new ArrayList<>();

  /// For each block how many of its rows the log has already; blocks at the end without an entry
  /// have none there.
  private final IntArrayList sentRows = new IntArrayList();

  private final DeleteLog deletes = new DeleteLog();
  private final Map<Long, KeyWrites> keys = new LinkedHashMap<>();
  private final Map<Long, RowIndex> rowIndexes = new LinkedHashMap<>();

  /// @param store the committed rows; null for a table made by this transaction
  /// @param truncated committed rows (and earlier writes) no longer count
  public TableWrites(long tableOid, @Nullable TableStore store, boolean truncated) {
    this.tableOid = tableOid;
    this.store = store;
    this.truncated = truncated;
  }

  public long tableOid() {
    return tableOid;
  }

  public @Nullable TableStore store() {
    return store;
  }

  public boolean isTruncated() {
    return truncated;
  }

  /// True when committed rows are part of the table as the transaction sees it.
  public boolean seesCommitted() {
    return store != null && !truncated;
  }

  /// Bytes of private rows.
  public long bytes() {
    long bytes = 0;
    for (Segment block : blocks) {
      bytes += block.data().bytes();
    }
    return bytes;
  }

  public boolean isEmpty() {
    return blocks.isEmpty() && deletes.size() == 0 && !truncated;
  }

  public DeleteLog deletes() {
    return deletes;
  }

  public static boolean isPrivate(long rowId) {
    return Segment.segmentNumber(rowId) >= PRIVATE_SEGMENT;
  }

  /// The id after the last private row: what a statement or savepoint remembers.
  public long end() {
    if (blocks.isEmpty()) {
      return Segment.rowId(PRIVATE_SEGMENT, 0);
    }
    Segment last = blocks.getLast();
    return Segment.rowId(last.number(), tail(last).rows());
  }

  /// Private blocks in insertion order.
  public List<Segment> blocks() {
    return blocks;
  }

  static TailData tail(Segment block) {
    return (TailData) block.data();
  }

  /// Appends a batch's rows and returns the id of the first; `rowIds` receives all of them. A batch
  /// never straddles blocks.
  public long append(Table table, Batch rows, long @Nullable [] rowIds) {
    Segment block = blockFor(TableStore.types(table), rows.size());
    TailData data = tail(block);
    long first = Segment.rowId(block.number(), data.rows());
    data.append(rows, 0, rows.size());
    for (int i = 0; rowIds != null && i < rows.size(); i++) {
      rowIds[i] = first + i;
    }
    return first;
  }

  /// The id the next batch's first row will have.
  public long nextRowId(Table table, int rows) {
    Segment block = blockFor(TableStore.types(table), rows);
    return Segment.rowId(block.number(), tail(block).rows());
  }

  private Segment blockFor(List<StorageType> types, int rows) {
    if (!blocks.isEmpty()) {
      TailData data = tail(blocks.getLast());
      if (data.accepts(types)
          && data.rows() + rows <= Segment.MAX_ROWS
          && data.bytes() < Segment.MAX_BYTES) {
        return blocks.getLast();
      }
    }
    Segment block =
        new Segment(
            PRIVATE_SEGMENT + blocks.size(),
            new TailData(types),
            new RowVersions(Segment.MAX_ROWS));
    blocks.add(block);
    return block;
  }

  /// The block of a private row.
  Segment block(long rowId) {
    return blocks.get(Segment.segmentNumber(rowId) - PRIVATE_SEGMENT);
  }

  /// Forgets rows, deletions and index entries made after a mark.
  public void rollbackTo(long endMark, int deleteMark, long transaction) {
    deletes.truncate(deleteMark);
    keys.values().forEach(k -> k.truncateFrom(endMark, transaction));
    int markSegment = Segment.segmentNumber(endMark);
    while (!blocks.isEmpty() && blocks.getLast().number() > markSegment) {
      blocks.removeLast();
    }
    if (!blocks.isEmpty() && blocks.getLast().number() == markSegment) {
      tail(blocks.getLast()).truncate(Segment.position(endMark));
    }
    sentRows.size(Math.min(sentRows.size(), blocks.size()));
    for (int block = 0; block < sentRows.size(); block++) {
      sentRows.set(block, Math.min(sentRows.getInt(block), tail(blocks.get(block)).rows()));
    }
  }

  /// How many rows of a block the log has already.
  public int sentRows(int block) {
    return block < sentRows.size() ? sentRows.getInt(block) : 0;
  }

  /// The log has all rows so far.
  public void sent() {
    sentRows.clear();
    blocks.forEach(block -> sentRows.add(tail(block).rows()));
  }

  /// The log has none of the rows any more.
  public void unsent() {
    sentRows.clear();
  }

  /// Bytes of the newest block's rows that the log has not.
  public long unsentBytes() {
    if (blocks.isEmpty()) {
      return 0;
    }
    TailData newest = tail(blocks.getLast());
    int rows = newest.rows();
    int sent = sentRows(blocks.size() - 1);
    return sent == 0 ? newest.bytes() : newest.bytes() / rows * (rows - sent);
  }

  /// Entries added to an index; made on first use.
  KeyWrites keys(KeyIndex index, boolean shared) {
    return keys.computeIfAbsent(index.oid(), _ -> new KeyWrites(index, shared));
  }

  @Nullable KeyWrites keys(long indexOid) {
    return keys.get(indexOid);
  }

  Map<Long, KeyWrites> keys() {
    return keys;
  }

  public void dropIndex(long indexOid) {
    keys.remove(indexOid);
    rowIndexes.remove(indexOid);
  }

  /// An index made by this transaction over the committed rows.
  public void putRowIndex(RowIndex index) {
    rowIndexes.put(index.oid(), index);
  }

  @Nullable RowIndex rowIndex(long indexOid) {
    return rowIndexes.get(indexOid);
  }

  public List<RowIndex> rowIndexes() {
    return List.copyOf(rowIndexes.values());
  }

  /// Forgets entries of indexes that a rollback has unmade.
  public void keepIndexes(LongPredicate exists) {
    keys.keySet().removeIf(oid -> !exists.test(oid));
    rowIndexes.keySet().removeIf(oid -> !exists.test(oid));
  }

  /// The private rows, block by block.
  public List<TailData> rows() {
    List<TailData> rows = new ArrayList<>(blocks.size());
    blocks.forEach(block -> rows.add(tail(block)));
    return rows;
  }

  /// The entries as the commit takes them.
  public List<KeyChanges> keyChanges() {
    List<KeyChanges> changes = new ArrayList<>();
    keys.values().forEach(k -> changes.add(KeyChanges.of(k)));
    return changes;
  }

  /// The live own version that stands for `rowId` now, following links that leave `mask` alone.
  public long newestOwn(long rowId, long mask) {
    long current = rowId;
    int entry = deletes.find(current);
    while (entry >= 0) {
      current = deletes.next(entry);
      if (current == RowVersions.NONE || (deletes.changed(entry) & mask) != 0) {
        return RowVersions.NONE;
      }
      entry = deletes.find(current);
    }
    return current;
  }

  /// Gives back every claimed key.
  public void releaseClaims(long transaction) {
    keys.values().forEach(k -> k.releaseClaims(transaction));
  }
}
