package dev.omendb.engine.storage.table;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.storage.segment.RowVersions;
import dev.omendb.engine.storage.segment.Segment;
import dev.omendb.engine.storage.segment.StoredData;
import dev.omendb.engine.storage.segment.TailData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The committed rows and indexes of one table. Read by anyone without locks. Two writers, each
/// alone in its role: whoever sequences commits reserves places ([#reserve]); whoever applies them,
/// in the same order, fills the places.
public final class TableStore {
  /// From this size on a transaction's block of rows is taken over instead of copied.
  private static final int ADOPT_ROWS = 8192;

  private static final long ADOPT_BYTES = 1L << 20;

  private final long oid;
  private volatile Segments segments;
  private volatile Map<Long, KeyIndex> indexes = Map.of();
  private volatile Map<Long, RowIndex> rowIndexes = Map.of();

  /// Guarded by the commit sequence.
  private int nextNumber;

  private int tailNumber = -1;
  private int tailRows;
  private long tailBytes;
  private List<StorageType> tailTypes = List.of();

  public TableStore(long oid) {
    this(oid, Segments.NONE, 0);
  }

  TableStore(long oid, Segments segments, int nextNumber) {
    this.oid = oid;
    this.segments = segments;
    this.nextNumber = nextNumber;
  }

  /// A table from files: all its segments are closed.
  public static TableStore restore(long oid, List<Segment> segments, int nextSegment) {
    return new TableStore(oid, new Segments(segments), nextSegment);
  }

  public long oid() {
    return oid;
  }

  public Segments segments() {
    return segments;
  }

  public @Nullable KeyIndex index(long indexOid) {
    return indexes.get(indexOid);
  }

  public Map<Long, KeyIndex> indexes() {
    return indexes;
  }

  /// The storage types of a table's columns in attnum order.
  public static List<StorageType> types(Table table) {
    List<StorageType> types = new ArrayList<>(table.columns().size());
    table.columns().forEach(column -> types.add(column.storage()));
    return types;
  }

  /// Reserves places for a commit's rows. Called in commit order.
  public List<Placement> reserve(List<TailData> blocks, boolean truncated) {
    if (truncated) {
      tailNumber = -1;
    }
    List<Placement> placements = new ArrayList<>(blocks.size());
    for (TailData block : blocks) {
      long bytes = block.bytes();
      boolean adopt = block.rows() >= ADOPT_ROWS || bytes >= ADOPT_BYTES;
      boolean fits =
          tailNumber >= 0
              && !adopt
              && tailRows + block.rows() <= Segment.MAX_ROWS
              && tailBytes + bytes <= Segment.MAX_BYTES
              && block.accepts(tailTypes);
      if (!fits) {
        tailNumber = nextNumber++;
        tailRows = 0;
        tailBytes = 0;
        tailTypes = block.types();
      }
      placements.add(new Placement(tailNumber, tailRows, adopt));
      tailRows += block.rows();
      tailBytes += bytes;
    }
    return placements;
  }

  /// Repeats what [#reserve] decided when this commit was first made: recovery.
  public void reserveAgain(List<TailData> blocks, List<Placement> placements) {
    for (int i = 0; i < blocks.size(); i++) {
      Placement placement = placements.get(i);
      boolean same = placement.segmentNumber() == tailNumber;
      tailNumber = placement.segmentNumber();
      tailRows = placement.start() + blocks.get(i).rows();
      tailBytes = blocks.get(i).bytes() + (same ? tailBytes : 0);
      tailTypes = blocks.get(i).types();
      nextNumber = Math.max(nextNumber, tailNumber + 1);
    }
  }

  /// Lets the next commit begin a new segment.
  public void closeTail() {
    tailNumber = -1;
  }

  /// The content at rest: no commit is being applied and tails are closed.
  public TableImage image() {
    List<TableImage.IndexImage> images = new ArrayList<>();
    for (KeyIndex index : indexes.values()) {
      images.add(new TableImage.IndexImage(index, index.freeze()));
    }
    List<TableImage.RowIndexImage> rowImages = new ArrayList<>();
    for (RowIndex index : rowIndexes.values()) {
      if (!index.isStandIn()) {
        rowImages.add(new TableImage.RowIndexImage(index.oid(), index.index().checkpoint()));
      }
    }
    return new TableImage(this, segments.inOrder(), nextNumber, images, rowImages);
  }

  /// The first version, from a row on, that a snapshot from `oldest` on may see; NONE when there is
  /// none. An index entry for the row may as well name that version.
  ///
  /// @param mask columns of the index
  public long firstNeeded(long rowId, long mask, long oldest) {
    long current = rowId;
    while (current != RowVersions.NONE) {
      Segment segment = segments.find(Segment.segmentNumber(current));
      if (segment == null) {
        return RowVersions.NONE;
      }
      if (!segment.versions().isDeleted(Segment.position(current), oldest)) {
        return current;
      }
      current = segment.versions().next(Segment.position(current), mask);
    }
    return current;
  }

  /// The parts of each ordered index, not to be added to any more. Called between commits.
  public Map<KeyIndex, List<IndexPart>> freezeIndexes() {
    Map<KeyIndex, List<IndexPart>> frozen = new LinkedHashMap<>();
    indexes.values().forEach(index -> frozen.put(index, index.freeze()));
    return frozen;
  }

  /// Makes frozen entries name the first versions still needed.
  public void rename(KeyIndex index, List<IndexPart> frozen, long oldest) {
    index.rename(frozen, rowId -> firstNeeded(rowId, index.mask(), oldest));
  }

  /// The same for the indexes of engines. Called between commits.
  public void renameRowIndexes(long oldest) {
    for (RowIndex index : rowIndexes.values()) {
      index.moved(rowId -> firstNeeded(rowId, index.mask(), oldest));
    }
  }

  /// Lets the indexes of engines rebuild what has decayed. Beside commits.
  public void maintainRowIndexes(LongSupplier oldest) {
    for (RowIndex index : rowIndexes.values()) {
      index
          .index()
          .maintain(rowId -> firstNeeded(rowId, index.mask(), oldest.getAsLong()));
    }
  }

  /// Drops the segments that hold no version still needed. Index entries name none of them. Called
  /// between commits.
  ///
  /// @param oldest no snapshot is older
  /// @return segments dropped
  public int dropDead(long oldest) {
    List<Segment> dead = deadSegments(oldest);
    if (!dead.isEmpty()) {
      segments = segments.replace(dead, List.of());
    }
    return dead.size();
  }

  /// True when [#dropDead] would drop something.
  public boolean hasDeadSegment(long oldest) {
    return !deadSegments(oldest).isEmpty();
  }

  private List<Segment> deadSegments(long oldest) {
    List<Segment> dead = new ArrayList<>();
    for (Segment segment : segments.inOrder()) {
      if (isClosed(segment) && segment.versions().isAllDeleted(oldest)) {
        dead.add(segment);
      }
    }
    return dead;
  }

  /// True when no commit will add rows to the segment.
  public boolean isClosed(Segment segment) {
    return segment.data() instanceof StoredData;
  }

  /// Puts rows in their reserved place, visible from `timestamp` on. Called in commit order.
  public void place(TailData block, Placement placement, long timestamp, long oldest) {
    Segment segment = segments.find(placement.segmentNumber());
    if (segment == null) {
      TailData data = placement.adopted() ? block : new TailData(block.types());
      segment = new Segment(placement.segmentNumber(), data, new RowVersions(0));
      segments = segments.with(segment);
    }
    TailData tail = (TailData) segment.data();
    if (!placement.adopted()) {
      tail.append(block, 0, block.rows());
    }
    assert tail.rows() == placement.start() + block.rows();
    segment.versions().create(tail.rows(), timestamp, oldest);
  }

  /// Marks the rows of a transaction's log deleted.
  public void delete(DeleteLog log, RowMapping rows, long timestamp) {
    for (int entry = 0; entry < log.size(); entry++) {
      long rowId = rows.committed(log.row(entry));
      Segment segment = segments.find(Segment.segmentNumber(rowId));
      if (segment != null) {
        segment
            .versions()
            .delete(
                Segment.position(rowId),
                timestamp,
                rows.committed(log.next(entry)),
                log.changed(entry));
      }
    }
  }

  /// Adds index entries of rows placed before.
  public void index(List<KeyChanges> keys, RowMapping rows) {
    for (KeyChanges change : keys) {
      change.apply(this, rows);
    }
  }

  /// Drops every row and entry.
  public void truncate(Table table) {
    segments = Segments.NONE;
    Map<Long, KeyIndex> empty = new TreeMap<>();
    indexes.forEach((indexOid, index) -> empty.put(indexOid, index.emptyCopy()));
    indexes = Map.copyOf(empty);
    Map<Long, RowIndex> emptyRows = new TreeMap<>();
    rowIndexes.forEach((indexOid, index) -> emptyRows.put(indexOid, index.emptyCopy(table)));
    emptyRows.values().forEach(index -> index.attach(this));
    rowIndexes = Map.copyOf(emptyRows);
  }

  public @Nullable RowIndex rowIndex(long indexOid) {
    return rowIndexes.get(indexOid);
  }

  public Map<Long, RowIndex> rowIndexes() {
    return rowIndexes;
  }

  public void putRowIndex(RowIndex index) {
    index.attach(this);
    Map<Long, RowIndex> changed = new TreeMap<>(rowIndexes);
    changed.put(index.oid(), index);
    rowIndexes = Map.copyOf(changed);
  }

  /// Hands placed rows to an index that an engine keeps.
  public void append(
      RowIndex index,
      Table table,
      IndexKeys keys,
      RowMapping rows,
      List<Integer> counts,
      DeleteLog deletes) {
    index.append(this, table, keys, rows, counts, deletes);
  }

  /// The rows visible to a snapshot, segment by segment.
  public List<SegmentView> views(Table table, long snapshot) {
    List<SegmentView> views = new ArrayList<>();
    for (Segment segment : segments.inOrder()) {
      views.add(
          new SegmentView(
              segment, table, segment.versions().created(snapshot), snapshot, null, 0));
    }
    return views;
  }

  public void putIndex(KeyIndex index) {
    Map<Long, KeyIndex> changed = new TreeMap<>(indexes);
    changed.put(index.oid(), index);
    indexes = Map.copyOf(changed);
  }

  public void dropIndex(long indexOid) {
    Map<Long, KeyIndex> changed = new TreeMap<>(indexes);
    changed.remove(indexOid);
    indexes = Map.copyOf(changed);
    Map<Long, RowIndex> changedRows = new TreeMap<>(rowIndexes);
    changedRows.remove(indexOid);
    rowIndexes = Map.copyOf(changedRows);
  }

  /// The newest version of a row: itself while it lives, otherwise the end of its chain, following
  /// only links that leave the columns in `mask` alone. `RowVersions.NONE` when the chain ends in a
  /// deletion.
  public long newest(long rowId, long mask) {
    long current = rowId;
    while (current != RowVersions.NONE) {
      Segment segment = segments.find(Segment.segmentNumber(current));
      if (segment == null) {
        return RowVersions.NONE;
      }
      int position = Segment.position(current);
      if (segment.versions().deletedAt(position) == 0) {
        return current;
      }
      current = segment.versions().next(position, mask);
    }
    return current;
  }

  /// Live rows, for planning.
  public long liveRows() {
    long rows = 0;
    for (Segment segment : segments.inOrder()) {
      rows += segment.versions().created(Long.MAX_VALUE) - segment.versions().tombstones();
    }
    return rows;
  }

  /// Bytes of values that are in memory only.
  public long tailBytes() {
    long bytes = 0;
    for (Segment segment : segments.inOrder()) {
      bytes += isClosed(segment) ? 0 : segment.data().bytes();
    }
    return bytes;
  }

  public long bytes() {
    long bytes = 0;
    for (Segment segment : segments.inOrder()) {
      bytes += segment.data().bytes();
    }
    return bytes;
  }

  /// Bytes of an index of either kind; 0 when the table has no such one.
  public long indexBytes(long indexOid) {
    KeyIndex ordered = indexes.get(indexOid);
    if (ordered != null) {
      return ordered.bytes();
    }
    RowIndex other = rowIndexes.get(indexOid);
    return other == null ? 0 : other.index().bytes();
  }
}
