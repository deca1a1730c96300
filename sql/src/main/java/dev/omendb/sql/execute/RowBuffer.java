package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;

/// Rows kept in memory, each reachable by its number: the build side of joins, sorts, windows.
/// Owned by one operator.
public final class RowBuffer {
  /// Rows of one buffer may not take more than this share of the heap.
  private static final long MAX_BYTES = Runtime.getRuntime().maxMemory() / 3;

  /// A BytesColumn's values may not exceed an array.
  private static final long MAX_COLUMN_BYTES = 1_500_000_000L;

  private static final int INITIAL_ROWS = 64;

  private final RowLayout layout;
  private Batch rows;
  private int[] chunk = new int[0];

  public RowBuffer(RowLayout layout) {
    this.layout = layout;
    this.rows = layout.newBatch(INITIAL_ROWS);
  }

  public RowLayout layout() {
    return layout;
  }

  public int size() {
    return rows.size();
  }

  public Column column(int index) {
    return rows.column(index);
  }

  /// All rows as one large batch; valid until the next change.
  public Batch batch() {
    return rows;
  }

  /// Appends every row. Errors: 53200 when the rows no longer fit.
  public void append(Batch batch) {
    for (int c = 0; c < rows.width(); c++) {
      rows.column(c).appendRange(batch.column(c), 0, batch.size());
    }
    grownBy(batch.size());
  }

  /// Appends the rows named by `chosen[0..count)`.
  public void append(Batch batch, int[] chosen, int count) {
    for (int c = 0; c < rows.width(); c++) {
      rows.column(c).appendRows(batch.column(c), chosen, count);
    }
    grownBy(count);
  }

  /// Appends one row.
  public void appendRow(Batch batch, int row) {
    for (int c = 0; c < rows.width(); c++) {
      rows.column(c).appendFrom(batch.column(c), row);
    }
    grownBy(1);
  }

  /// Copies rows `from` to `to` (exclusive) into an emptied batch of the same layout.
  public void copyRange(int from, int to, Batch into) {
    into.clear();
    for (int c = 0; c < rows.width(); c++) {
      into.column(c).appendRange(rows.column(c), from, to);
    }
    into.setSize(to - from);
  }

  /// Copies the rows named by `chosen[0..count)` into an emptied batch whose first columns have
  /// this layout.
  public void copyRows(int[] chosen, int count, Batch into) {
    into.clear();
    for (int c = 0; c < into.width(); c++) {
      into.column(c).appendRows(rows.column(c), chosen, count);
    }
    into.setSize(count);
  }

  /// Copies the rows named by `order[from..from + count)` likewise.
  public void copyRows(int[] order, int from, int count, Batch into) {
    if (chunk.length < count) {
      chunk = new int[count];
    }
    System.arraycopy(order, from, chunk, 0, count);
    copyRows(chunk, count, into);
  }

  /// Empties the buffer; gives large memory back.
  public void clear() {
    if (rows.size() > 64 * Column.BATCH_ROWS) {
      rows = layout.newBatch(INITIAL_ROWS);
    } else {
      rows.clear();
    }
  }

  public long retainedBytes() {
    long bytes = 0;
    for (Column column : rows.columns()) {
      bytes += column.retainedBytes();
    }
    return bytes;
  }

  private void grownBy(int count) {
    rows.setSize(rows.size() + count);
    long bytes = 0;
    for (Column column : rows.columns()) {
      long retained = column.retainedBytes();
      if (retained > MAX_COLUMN_BYTES) {
        throw outOfMemory(retained);
      }
      bytes += retained;
    }
    if (bytes > MAX_BYTES) {
      throw outOfMemory(bytes);
    }
  }

  /// 53200 as PostgreSQL words it.
  public static DatabaseException outOfMemory(long requestedBytes) {
    return new DatabaseException(SqlState.OUT_OF_MEMORY, "out of memory")
        .detail(
            "Failed on request of size %d in memory context \"ExecutorState\"."
                .formatted(requestedBytes));
  }

  /// Raises 53200 when working memory of this size is too much for one operator.
  public static void checkLimit(long bytes) {
    if (bytes > MAX_BYTES) {
      throw outOfMemory(bytes);
    }
  }
}
