package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.modify.TargetTable.Generated;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// UPDATE. The child returns all columns of the target (dropped ones may be left out), its row id,
/// and what FROM contributes. All expressions are over the child's rows; in RETURNING the target's
/// columns have their new values. A row joined several times is updated once.
public final class Update extends Modify {
  private final List<Assignment> assignments;
  private final RowLocker locker;
  private final RowLock lockMode;
  private final FullRows fullRows;
  private final RowConstraints constraints;
  private final int[] changedAttnums;
  private final RowIdSet seen = new RowIdSet();
  private final Selection selection = new Selection();
  private final Batch firsts;
  private final Batch newRows;
  private final Batch returned;
  private final LockedTable table;

  /// @param table where the child's rows hold the target's
  /// @param recheck the whole WHERE over the child's rows, for rows changed meanwhile; or null
  /// @param changesKey a column of a unique index is assigned: locks out foreign key checks
  public Update(
      Operator child,
      TargetTable target,
      LockedTable table,
      List<Assignment> assignments,
      @Nullable Expression recheck,
      boolean changesKey,
      List<Expression> returning) {
    super(child, target, returning);
    this.table = table;
    this.assignments = List.copyOf(assignments);
    this.locker = new RowLocker(table, child.layout(), recheck);
    this.lockMode = changesKey ? RowLock.UPDATE : RowLock.NO_KEY_UPDATE;
    this.fullRows = new FullRows(target, attnumsByPlace(child, table));
    this.constraints = new RowConstraints(target);
    this.changedAttnums = changed(target, assignments);
    this.firsts = child.layout().newBatch(16);
    this.newRows = target.layout().newBatch(0);
    this.returned = child.layout().newBatch(0);
  }

  /// For each of the child's columns the target's attnum it holds, 0 for others.
  static List<Integer> attnumsByPlace(Operator child, LockedTable table) {
    Integer[] attnums = new Integer[child.layout().width()];
    Arrays.fill(attnums, 0);
    for (int i = 0; i < table.places().size(); i++) {
      attnums[table.places().get(i)] = Math.max(0, table.target().attnums().get(i));
    }
    return List.of(attnums);
  }

  private static int[] changed(TargetTable target, List<Assignment> assignments) {
    TreeSet<Integer> attnums = new TreeSet<>();
    assignments.forEach(assignment -> attnums.add(assignment.attnum()));
    for (Generated generated : target.generated()) {
      attnums.add(generated.attnum());
    }
    return attnums.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  protected void start(EvaluationContext newContext) {
    seen.clear();
    super.start(newContext);
  }

  @Override
  @Nullable Batch change(EvaluationContext running, Batch batch) {
    Batch locked = locker.lock(running, onlyFirst(batch), lockMode, LockWait.WAIT);
    if (locked.size() == 0) {
      return null;
    }
    Batch oldRows = fullRows.of(locked);
    for (int c = 0; c < newRows.width(); c++) {
      newRows.setColumn(c, oldRows.column(c));
    }
    for (Assignment assignment : assignments) {
      Column value = assignment.value().evaluate(running, locked);
      newRows.setColumn(assignment.attnum() - 1, value);
    }
    newRows.setSize(locked.size());
    fullRows.generate(running, newRows);
    constraints.check(running, newRows);
    long[] rowIds = locker.rowIdsOf(locked);
    running.transaction().update(target.oid(), rowIds, locked.size(), newRows, changedAttnums);
    for (RowRule rule : target.rules()) {
      rule.updated(running, oldRows, newRows);
    }
    count(locked.size());
    return returning.isEmpty() ? null : withNewValues(locked);
  }

  /// Leaves out rows that this statement has seen before.
  private Batch onlyFirst(Batch batch) {
    long[] rowIds = locker.rowIdsOf(batch);
    selection.clear(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      if (seen.add(rowIds[row])) {
        selection.add(row);
      }
    }
    if (selection.count() == batch.size()) {
      return batch;
    }
    selection.compact(batch, firsts);
    return firsts;
  }

  private Batch withNewValues(Batch locked) {
    for (int c = 0; c < locked.width(); c++) {
      returned.setColumn(c, locked.column(c));
    }
    List<Integer> attnums = table.target().attnums();
    for (int i = 0; i < attnums.size(); i++) {
      if (attnums.get(i) > 0) {
        returned.setColumn(table.places().get(i), newRows.column(attnums.get(i) - 1));
      }
    }
    returned.setSize(locked.size());
    return returned;
  }

  @Override
  String verb() {
    return "Update";
  }
}
