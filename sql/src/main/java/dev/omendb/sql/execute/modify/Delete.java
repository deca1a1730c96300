package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// DELETE. The child returns the target's row id, the columns that RETURNING and the recheck read
/// (all of them when the table has rules), and what USING contributes. All expressions are over the
/// child's rows. A row joined several times is deleted once.
public final class Delete extends Modify {
  private final RowLocker locker;
  private final FullRows fullRows;
  private final RowIdSet seen = new RowIdSet();
  private final Selection selection = new Selection();
  private final Batch firsts;

  /// @param table where the child's rows hold the target's
  /// @param recheck the whole WHERE over the child's rows, for rows changed meanwhile; or null
  public Delete(
      Operator child,
      TargetTable target,
      LockedTable table,
      @Nullable Expression recheck,
      List<Expression> returning) {
    super(child, target, returning);
    this.locker = new RowLocker(table, child.layout(), recheck);
    this.fullRows = new FullRows(target, Update.attnumsByPlace(child, table));
    this.firsts = child.layout().newBatch(16);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    seen.clear();
    super.start(newContext);
  }

  @Override
  @Nullable Batch change(EvaluationContext running, Batch batch) {
    Batch locked = locker.lock(running, batch, RowLock.UPDATE, LockWait.WAIT);
    long[] rowIds = locker.rowIdsOf(locked);
    selection.clear(locked.size());
    for (int row = 0; row < locked.size(); row++) {
      if (seen.add(rowIds[row])) {
        selection.add(row);
      }
    }
    if (selection.count() == 0) {
      return null;
    }
    Batch deleted = locked;
    if (selection.count() < locked.size()) {
      selection.compact(locked, firsts);
      deleted = firsts;
      rowIds = locker.rowIdsOf(deleted);
    }
    running.transaction().delete(target.oid(), rowIds, deleted.size());
    for (RowRule rule : target.rules()) {
      rule.deleted(running, fullRows.of(deleted));
    }
    count(deleted.size());
    return deleted;
  }

  @Override
  String verb() {
    return "Delete";
  }
}
