package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.modify.TargetTable.Generated;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// The DO UPDATE of an ON CONFLICT. Owned by one [ConflictResolver].
final class ConflictUpdate {
  private final TargetTable target;
  private final OnConflict.Update clause;
  private final RowConstraints constraints;
  private final FullRows fullRows;
  private final int[] storedAttnums;
  private final int[] changedAttnums;
  private final Batch existing;
  private final Batch both;
  private final Batch passed;
  private final Batch newRows;
  private final Batch oldRows;
  private final Selection selection = new Selection();

  ConflictUpdate(TargetTable target, OnConflict.Update clause) {
    this.target = target;
    this.clause = clause;
    this.constraints = new RowConstraints(target);
    List<Integer> all = IntStream.rangeClosed(1, target.width()).boxed().toList();
    this.fullRows = new FullRows(target, all);
    this.storedAttnums =
        target.table().columns().stream()
            .filter(column -> !column.dropped())
            .mapToInt(column -> column.attnum())
            .toArray();
    TreeSet<Integer> changed = new TreeSet<>();
    clause.assignments().forEach(assignment -> changed.add(assignment.attnum()));
    for (Generated generated : target.generated()) {
      changed.add(generated.attnum());
    }
    this.changedAttnums = changed.stream().mapToInt(Integer::intValue).toArray();
    RowLayout layout = target.layout().concat(target.layout());
    int[] places = IntStream.of(storedAttnums).map(attnum -> attnum - 1).toArray();
    this.existing = target.layout().select(places).newBatch(16);
    this.both = layout.newBatch(16);
    this.passed = layout.newBatch(16);
    this.newRows = target.layout().newBatch(0);
    this.oldRows = target.layout().newBatch(0);
  }

  /// Updates the existing rows `rowIds` with the proposed rows; adds the results to `written`. Rows
  /// that were deleted meanwhile go to `retry`.
  void apply(
      EvaluationContext context,
      Batch proposed,
      List<Integer> rows,
      List<Long> rowIds,
      Batch written,
      List<Integer> retry) {
    long[] ids = rowIds.stream().mapToLong(Long::longValue).toArray();
    context
        .transaction()
        .lockRows(target.oid(), ids, ids.length, RowLock.UPDATE, LockWait.WAIT);
    int count = 0;
    int[] chosen = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == Long.MIN_VALUE) {
        context.transaction().refreshSnapshot();
        retry.add(rows.get(i));
      } else {
        chosen[count] = rows.get(i);
        ids[count++] = ids[i] < 0 ? -(ids[i] + 1) : ids[i];
      }
    }
    if (count == 0) {
      return;
    }
    join(context, proposed, chosen, ids, count);
    update(context, keep(context, ids), ids, written);
  }

  /// Fills [#both] with the existing rows and the proposed ones beside them.
  private void join(
      EvaluationContext context, Batch proposed, int[] chosen, long[] ids, int count) {
    existing.clear();
    try (TableReader reader = context.transaction().read(target.oid())) {
      reader.fetch(ids, count, storedAttnums, existing);
    }
    both.clear();
    int width = target.width();
    for (int i = 0; i < storedAttnums.length; i++) {
      both.column(storedAttnums[i] - 1).appendRange(existing.column(i), 0, count);
    }
    for (int c = 0; c < width; c++) {
      while (both.column(c).size() < count) {
        both.column(c).appendNull();
      }
      both.column(width + c).appendRows(proposed.column(c), chosen, count);
    }
    both.setSize(count);
  }

  /// The rows that satisfy WHERE; their ids move to the front of `ids`.
  private Batch keep(EvaluationContext context, long[] ids) {
    Expression where = clause.where();
    if (where == null) {
      return both;
    }
    int kept = selection.choose(where.evaluate(context, both), both.size());
    for (int i = 0; i < kept; i++) {
      ids[i] = ids[selection.rows()[i]];
    }
    selection.compact(both, passed);
    return passed;
  }

  private void update(EvaluationContext context, Batch rows, long[] ids, Batch written) {
    int count = rows.size();
    if (count == 0) {
      return;
    }
    for (int c = 0; c < target.width(); c++) {
      newRows.setColumn(c, rows.column(c));
      oldRows.setColumn(c, rows.column(c));
    }
    for (Assignment assignment : clause.assignments()) {
      newRows.setColumn(assignment.attnum() - 1, assignment.value().evaluate(context, rows));
    }
    newRows.setSize(count);
    oldRows.setSize(count);
    fullRows.generate(context, newRows);
    constraints.check(context, newRows);
    context.transaction().update(target.oid(), ids, count, newRows, changedAttnums);
    for (RowRule rule : target.rules()) {
      rule.updated(context, oldRows, newRows);
    }
    for (int c = 0; c < target.width(); c++) {
      Column into = written.column(c);
      into.appendRange(newRows.column(c), 0, count);
    }
    for (int i = 0; i < count; i++) {
      ((LongColumn) written.column(target.width())).append(ids[i]);
    }
    written.setSize(written.size() + count);
  }
}
