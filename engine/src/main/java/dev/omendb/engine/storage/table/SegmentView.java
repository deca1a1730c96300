package dev.omendb.engine.storage.table;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.segment.ColumnSource;
import dev.omendb.engine.storage.segment.ConstantColumn;
import dev.omendb.engine.storage.segment.RowVersions;
import dev.omendb.engine.storage.segment.Segment;
import dev.omendb.engine.storage.segment.SegmentData;
import org.jspecify.annotations.Nullable;

/// A segment at one snapshot: the rows created by then, without those deleted by then or by the
/// reading transaction itself.
public final class SegmentView implements SegmentReader {
  private final Segment segment;
  private final SegmentData data;
  private final Table table;
  private final int rows;
  private final long snapshot;
  private final @Nullable DeleteLog own;
  private final int ownMark;
  private final boolean committedDeletes;

  /// @param own deletions of the reading transaction in this segment, or null
  SegmentView(
      Segment segment, Table table, int rows, long snapshot, @Nullable DeleteLog own, int ownMark) {
    this.segment = segment;
    this.data = segment.data();
    this.table = table;
    this.rows = rows;
    this.snapshot = snapshot;
    this.own = own != null && ownMark > 0 && own.touches(segment.number()) ? own : null;
    this.ownMark = ownMark;
    this.committedDeletes = segment.versions().tombstones() > 0;
  }

  @Override
  public int number() {
    return segment.number();
  }

  @Override
  public int rowCount() {
    return rows;
  }

  @Override
  public boolean allVisible() {
    return !committedDeletes && own == null;
  }

  @Override
  public int selectVisible(int from, int to, int[] positions) {
    int end = Math.min(to, rows);
    int count = 0;
    RowVersions versions = segment.versions();
    for (int block = from; block < end; block = RowVersions.nextBlock(block)) {
      int blockEnd = Math.min(end, RowVersions.nextBlock(block));
      if (!committedDeletes || versions.untouched(block)) {
        for (int position = block; position < blockEnd; position++) {
          positions[count++] = position;
        }
      } else {
        for (int position = block; position < blockEnd; position++) {
          positions[count] = position;
          count += versions.isDeleted(position, snapshot) ? 0 : 1;
        }
      }
    }
    return own == null ? count : withoutOwnDeletes(own, positions, count);
  }

  private int withoutOwnDeletes(DeleteLog deletes, int[] positions, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (!deletes.contains(Segment.rowId(segment.number(), positions[i]), ownMark)) {
        positions[kept++] = positions[i];
      }
    }
    return kept;
  }

  @Override
  public boolean isVisible(int position) {
    return position < rows
        && !segment.versions().isDeleted(position, snapshot)
        && (own == null || !own.contains(Segment.rowId(segment.number(), position), ownMark));
  }

  @Override
  public void read(int attnum, int from, int to, Column into) {
    source(attnum).read(from, to, into);
  }

  @Override
  public void read(int attnum, int[] positions, int count, Column into) {
    source(attnum).read(positions, count, into);
  }

  @Override
  public @Nullable FixedRows fixedRows(int attnum) {
    return source(attnum).fixedRows();
  }

  @Override
  public @Nullable VariableRows variableRows(int attnum) {
    return source(attnum).variableRows();
  }

  @Override
  public boolean hasNulls(int attnum) {
    return source(attnum).hasNulls();
  }

  @Override
  public boolean isNull(int attnum, int position) {
    return source(attnum).isNull(position);
  }

  @Override
  public @Nullable Range range(int attnum, int block) {
    return source(attnum).range(block);
  }

  @Override
  public @Nullable Object identity(int[] attnums) {
    boolean lasting = segment.number() < TableWrites.PRIVATE_SEGMENT;
    for (int attnum : attnums) {
      lasting &= attnum > 0 && attnum <= data.columnCount();
    }
    return lasting ? segment.identity() : null;
  }

  private ColumnSource source(int attnum) {
    return column(data, table, attnum);
  }

  /// A column of a segment that may be older than the column.
  static ColumnSource column(SegmentData data, Table table, int attnum) {
    return attnum <= data.columnCount()
        ? data.column(attnum - 1)
        : new ConstantColumn(table.column(attnum).missing());
  }
}
