package dev.omendb.engine.storage.table;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.IndexReader;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.engine.storage.segment.ColumnSource;
import dev.omendb.engine.storage.segment.RowVersions;
import dev.omendb.engine.storage.segment.Segment;
import dev.omendb.engine.storage.segment.SegmentData;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A table as one statement sees it: committed rows at the snapshot, and the transaction's own
/// writes up to the statement's start. Confined to the statement's thread, but [#segments] may be
/// scanned by several.
public final class SnapshotTable implements TableReader {
  /// A chain of versions longer than this gets a shortcut.
  private static final int LONG_CHAIN = 3;

  private final Table table;
  private final @Nullable TableStore store;
  private final Segments segments;

  /// As they were when it was opened: an index dropped since still serves.
  private final Map<Long, KeyIndex> keyIndexes;

  private final Map<Long, RowIndex> rowIndexes;
  private final long snapshot;
  private final @Nullable TableWrites writes;
  private final long ownEnd;
  private final int ownDeletes;
  private final LongSupplier oldestSnapshot;

  /// @param store null when nothing committed is to be seen
  /// @param writes null when the transaction has not written to the table
  public SnapshotTable(
      Table table,
      @Nullable TableStore store,
      long snapshot,
      @Nullable TableWrites writes,
      LongSupplier oldestSnapshot) {
    this.table = table;
    this.store = store;
    this.segments = store == null ? Segments.NONE : store.segments();
    this.keyIndexes = store == null ? Map.of() : store.indexes();
    this.rowIndexes = store == null ? Map.of() : store.rowIndexes();
    this.snapshot = snapshot;
    this.writes = writes;
    this.ownEnd = writes == null ? 0 : writes.end();
    this.ownDeletes = writes == null ? 0 : writes.deletes().size();
    this.oldestSnapshot = oldestSnapshot;
  }

  @Override
  public List<dev.omendb.engine.storage.SegmentReader> segments() {
    List<dev.omendb.engine.storage.SegmentReader> views = new ArrayList<>();
    DeleteLog own = writes == null ? null : writes.deletes();
    for (Segment segment : segments.inOrder()) {
      int rows = segment.versions().created(snapshot);
      if (rows > 0) {
        views.add(new SegmentView(segment, table, rows, snapshot, own, ownDeletes));
      }
    }
    if (writes != null) {
      for (Segment block : writes.blocks()) {
        int rows = ownRows(block);
        if (rows > 0) {
          views.add(new SegmentView(block, table, rows, snapshot, own, ownDeletes));
        }
      }
    }
    return views;
  }

  private int ownRows(Segment block) {
    int last = Segment.segmentNumber(ownEnd);
    if (block.number() < last) {
      return TableWrites.tail(block).rows();
    }
    return block.number() == last ? Segment.position(ownEnd) : 0;
  }

  @Override
  public long estimatedRows() {
    long rows = store == null ? 0 : store.liveRows();
    if (writes != null) {
      for (Segment block : writes.blocks()) {
        rows += ownRows(block);
      }
      rows -= ownDeletes;
    }
    return Math.max(0, rows);
  }

  @Override
  public void fetch(long[] rowIds, int count, int[] attnums, Batch into) {
    int size = into.size();
    for (int c = 0; c < attnums.length; c++) {
      Column column = into.column(c);
      Segment segment = null;
      ColumnSource source = null;
      for (int i = 0; i < count; i++) {
        int number = Segment.segmentNumber(rowIds[i]);
        if (source == null || segment == null || segment.number() != number) {
          segment = segment(rowIds[i]);
          SegmentData data = segment.data();
          source = SegmentView.column(data, table, attnums[c]);
        }
        source.read(Segment.position(rowIds[i]), column);
      }
    }
    into.setSize(size + count);
  }

  /// Any segment of the table, those newer than this reader too: rows locked in their newest
  /// version are fetched through it.
  private Segment segment(long rowId) {
    if (writes != null && TableWrites.isPrivate(rowId)) {
      return writes.block(rowId);
    }
    Segment segment = segments.find(Segment.segmentNumber(rowId));
    if (segment == null && store != null) {
      segment = store.segments().find(Segment.segmentNumber(rowId));
    }
    if (segment == null) {
      throw new DatabaseException(
          SqlState.INTERNAL_ERROR, "row %x of table %d is gone".formatted(rowId, table.oid()));
    }
    return segment;
  }

  @Override
  public int visible(long[] rowIds, int count) {
    return visible(rowIds, count, 0);
  }

  /// As [#visible(long[], int)], following only links that leave the columns in `mask` alone: those
  /// an index entry stays true for.
  int visible(long[] rowIds, int count, long mask) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      long found = resolve(rowIds[i], mask);
      if (found != RowVersions.NONE) {
        rowIds[kept++] = found;
      }
    }
    return kept;
  }

  /// How many of a committed segment's first positions are visible, all of them.
  int visiblePrefix(int number) {
    Segment segment = ownDeletes == 0 ? segments.find(number) : null;
    boolean whole = segment != null && segment.versions().tombstones() == 0;
    return whole ? segment.versions().created(snapshot) : 0;
  }

  /// How many rows of a committed segment have been deleted or replaced by anybody; -1 where the
  /// transaction itself has done so.
  int changedRows(int number) {
    Segment segment = segments.find(number);
    return ownDeletes > 0 ? -1 : segment == null ? 0 : segment.versions().tombstones();
  }

  /// Whether a committed row has been deleted or replaced by anybody else.
  boolean isChanged(long rowId) {
    Segment segment = segments.find(Segment.segmentNumber(rowId));
    return segment == null || segment.versions().deletedAt(Segment.position(rowId)) != 0;
  }

  /// The version of a row that is visible, or NONE.
  long resolve(long rowId, long mask) {
    long current = rowId;
    int hops = 0;
    while (current != RowVersions.NONE && !TableWrites.isPrivate(current)) {
      Segment segment = segments.find(Segment.segmentNumber(current));
      if (segment == null) {
        return RowVersions.NONE;
      }
      int position = Segment.position(current);
      RowVersions versions = segment.versions();
      if (position >= versions.created(snapshot)) {
        return RowVersions.NONE;
      }
      if (!versions.isDeleted(position, snapshot)) {
        if (hops > LONG_CHAIN) {
          shorten(rowId, mask);
        }
        return ownDeletes == 0 ? current : resolveOwn(current, mask);
      }
      current = versions.next(position, mask);
      hops++;
    }
    return current == RowVersions.NONE ? current : resolveOwn(current, mask);
  }

  /// Continues along versions that this transaction made.
  private long resolveOwn(long rowId, long mask) {
    TableWrites own = writes;
    if (own == null) {
      return TableWrites.isPrivate(rowId) ? RowVersions.NONE : rowId;
    }
    long current = rowId;
    while (true) {
      if (TableWrites.isPrivate(current) && current >= ownEnd) {
        return RowVersions.NONE;
      }
      int entry = own.deletes().find(current);
      if (entry < 0 || entry >= ownDeletes) {
        return current;
      }
      current = own.deletes().next(entry);
      if (current == RowVersions.NONE || (own.deletes().changed(entry) & mask) != 0) {
        return RowVersions.NONE;
      }
    }
  }

  /// Points the first version of a chain past all versions no snapshot can see, so that a row
  /// updated a million times is still found in a few steps.
  private void shorten(long rowId, long mask) {
    long oldest = oldestSnapshot.getAsLong();
    long current = rowId;
    long changed = 0;
    while (true) {
      Segment segment = segments.find(Segment.segmentNumber(current));
      if (segment == null) {
        return;
      }
      int position = Segment.position(current);
      if (!segment.versions().isDeleted(position, oldest)) {
        break;
      }
      long next = segment.versions().next(position, mask);
      if (next == RowVersions.NONE) {
        return;
      }
      changed |= segment.versions().changed(position);
      current = next;
    }
    Segment first = segments.find(Segment.segmentNumber(rowId));
    if (first != null && current != rowId) {
      first.versions().shortcut(Segment.position(rowId), current, changed);
    }
  }

  @Override
  public IndexReader index(long indexOid) {
    RowIndex rows = rowIndexes.get(indexOid);
    if (rows == null && writes != null) {
      rows = writes.rowIndex(indexOid);
    }
    if (rows != null) {
      return rows.index().reader(new SnapshotRows(this, rows.mask()));
    }
    KeyIndex index = keyIndexes.get(indexOid);
    KeyWrites own = writes == null ? null : writes.keys(indexOid);
    if (index == null && own == null && store != null) {
      throw new DatabaseException(
          SqlState.INTERNAL_ERROR,
          "index %d of table %d is not open".formatted(indexOid, table.oid()));
    }
    return new KeyIndexReader(this, index, own);
  }

  /// A segment whatever its rows' visibility, null when it is gone.
  @Nullable SegmentView segmentView(int number) {
    Segment segment;
    if (number >= TableWrites.PRIVATE_SEGMENT) {
      segment = writes == null ? null : writes.blocks().get(number - TableWrites.PRIVATE_SEGMENT);
    } else {
      segment = segments.find(number);
      if (segment == null && store != null) {
        segment = store.segments().find(number);
      }
    }
    return segment == null
        ? null
        : new SegmentView(segment, table, Integer.MAX_VALUE, Long.MAX_VALUE, null, 0);
  }

  /// The transaction's own visible rows, but for new versions that left the columns in `mask`
  /// alone.
  List<IndexRows> ownRows(long mask) {
    List<IndexRows> rows = new ArrayList<>();
    TableWrites own = writes;
    if (own == null) {
      return rows;
    }
    LongSet reached = UnchangedRows.reachedFromCommitted(own.deletes(), mask);
    for (Segment segment : own.blocks()) {
      int end = ownRows(segment);
      SegmentView view =
          new SegmentView(segment, table, end, snapshot, own.deletes(), ownDeletes);
      int[] positions = new int[end];
      int count = 0;
      for (int position = 0; position < end; position++) {
        if (view.isVisible(position)
            && !reached.contains(Segment.rowId(segment.number(), position))) {
          positions[count++] = position;
        }
      }
      if (count > 0) {
        rows.add(new IndexRows(view, positions, count));
      }
    }
    return rows;
  }

  @Override
  public void close() {}
}
