package dev.omendb.engine.storage.segment;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.StorageType;
import java.util.List;

/// A segment's values while it grows. One writer at a time; concurrent readers read rows published
/// to them.
public final class TailData implements SegmentData {
  private final List<StorageType> types;
  private final TailColumn[] columns;
  private volatile int rows;

  public TailData(List<StorageType> types) {
    this.types = List.copyOf(types);
    columns = new TailColumn[types.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new TailColumn(types.get(i));
    }
  }

  public int rows() {
    return rows;
  }

  @Override
  public int columnCount() {
    return columns.length;
  }

  @Override
  public List<StorageType> types() {
    return types;
  }

  @Override
  public PlainColumn column(int index) {
    return columns[index].plain();
  }

  /// Where the VARIABLE bytes of the rows below `position` end in column `index`.
  public long heapEnd(int index, int position) {
    return columns[index].heapEnd(position);
  }

  @Override
  public long bytes() {
    long total = 0;
    for (TailColumn column : columns) {
      total += column.bytes();
    }
    return total;
  }

  /// True when rows of these columns can be appended here.
  public boolean accepts(List<StorageType> others) {
    return types.equals(others);
  }

  /// Appends rows [from, to) of a batch that has the table's columns.
  public void append(Batch batch, int from, int to) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].append(batch.column(i), from, to);
    }
    rows += to - from;
  }

  /// Appends rows [from, to) of another tail with the same columns.
  public void append(TailData source, int from, int to) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].append(source.column(i), from, to);
    }
    rows += to - from;
  }

  /// Appends one column's rows from plain memory; after every column [#grown] counts them.
  void append(int index, PlainColumn source, int from, int to) {
    columns[index].append(source, from, to);
  }

  void grown(int count) {
    rows += count;
  }

  /// Forgets the rows from `count` on: only for rows nobody else has seen.
  public void truncate(int count) {
    for (TailColumn column : columns) {
      column.truncate(count);
    }
    rows = count;
  }
}
