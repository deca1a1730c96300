package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.scan.ColumnFiller;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import org.jspecify.annotations.Nullable;

/// Locks the rows a batch holds. A row that a commit changed since the statement's snapshot is read
/// again in its newest version, and stays only if it still satisfies the statement's condition
/// (READ COMMITTED, PostgreSQL documentation 13.2.1). Owned by one operator.
final class RowLocker {
  private final LockedTable table;
  private final int[] places;
  private final int rowIdPlace;
  private final @Nullable Expression recheck;
  private final ColumnFiller filler;
  private final Batch newest;
  private final Batch changed;
  private final Batch locked;
  private final Selection selection = new Selection();
  private long[] rowIds = new long[0];

  /// @param layout of the batches
  /// @param recheck the statement's whole condition over such batches, or null
  RowLocker(LockedTable table, RowLayout layout, @Nullable Expression recheck) {
    this.table = table;
    this.places = table.places().stream().mapToInt(Integer::intValue).toArray();
    this.rowIdPlace = table.rowIdPlace();
    this.recheck = recheck;
    this.filler = new ColumnFiller(table.target());
    this.newest = table.target().layout().newBatch(1);
    this.changed = layout.newBatch(1);
    this.locked = layout.newBatch(16);
  }

  /// The rows that could be locked and still qualify; possibly the batch itself.
  Batch lock(EvaluationContext context, Batch batch, RowLock mode, LockWait wait) {
    int size = batch.size();
    long[] ids = rowIdsOf(batch);
    long tableOid = table.target().tableOid();
    if (!context.transaction().lockRows(tableOid, ids, size, mode, wait)) {
      return batch;
    }
    locked.clear();
    try (TableReader reader = context.transaction().read(tableOid)) {
      for (int row = 0; row < size; row++) {
        if (ids[row] >= 0) {
          append(batch, row);
        } else if (ids[row] != Long.MIN_VALUE) {
          reread(context, reader, batch, row, -(ids[row] + 1));
        }
      }
    }
    return locked;
  }

  /// Ids of a batch's rows; valid until the next call.
  long[] rowIdsOf(Batch batch) {
    int size = batch.size();
    if (rowIds.length < size) {
      rowIds = new long[Math.max(size, 64)];
    }
    System.arraycopy(((LongColumn) batch.column(rowIdPlace)).values(), 0, rowIds, 0, size);
    return rowIds;
  }

  private void append(Batch from, int row) {
    for (int c = 0; c < locked.width(); c++) {
      locked.column(c).appendFrom(from.column(c), row);
    }
    locked.setSize(locked.size() + 1);
  }

  private void reread(
      EvaluationContext context, TableReader reader, Batch batch, int row, long rowId) {
    filler.fetch(reader, new long[] {rowId}, 1, newest);
    changed.clear();
    for (int c = 0; c < changed.width(); c++) {
      changed.column(c).appendFrom(batch.column(c), row);
    }
    for (int i = 0; i < places.length; i++) {
      changed.column(places[i]).clear();
      changed.column(places[i]).appendFrom(newest.column(i), 0);
    }
    changed.setSize(1);
    if (recheck == null || selection.choose(recheck.evaluate(context, changed), 1) == 1) {
      append(changed, 0);
    }
  }
}
