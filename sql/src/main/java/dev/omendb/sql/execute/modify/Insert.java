package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// INSERT. The child returns the columns named by `attnums`, defaults filled in and coerced; others
/// (dropped and generated ones) need not be there. RETURNING's expressions are over full rows, then
/// the row id.
public final class Insert extends Modify {
  private final FullRows fullRows;
  private final RowConstraints constraints;
  private final @Nullable ConflictResolver conflicts;
  private final LongColumn rowIdColumn = new LongColumn();
  private final Batch returned;
  private long[] rowIds = new long[0];

  /// @param onConflict null: a duplicate key raises 23505
  public Insert(
      Operator child,
      TargetTable target,
      List<Integer> attnums,
      @Nullable OnConflict onConflict,
      List<Expression> returning) {
    super(child, target, returning);
    this.fullRows = new FullRows(target, attnums);
    this.constraints = new RowConstraints(target);
    this.conflicts = onConflict == null ? null : new ConflictResolver(target, onConflict);
    this.returned = withRowIdColumn(target);
  }

  private Batch withRowIdColumn(TargetTable table) {
    Column[] columns = Arrays.copyOf(table.layout().newBatch(0).columns(), table.width() + 1);
    columns[table.width()] = rowIdColumn;
    return new Batch(columns);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    if (conflicts != null) {
      conflicts.start();
    }
    super.start(newContext);
  }

  @Override
  @Nullable Batch change(EvaluationContext running, Batch batch) {
    Batch rows = fullRows.of(batch);
    fullRows.generate(running, rows);
    constraints.check(running, rows);
    if (conflicts != null) {
      Batch written = conflicts.write(running, rows);
      count(written.size());
      return written;
    }
    if (rowIds.length < rows.size()) {
      rowIds = new long[Math.max(64, rows.size())];
    }
    running.transaction().insert(target.oid(), rows, rowIds);
    for (RowRule rule : target.rules()) {
      rule.inserted(running, rows);
    }
    count(rows.size());
    return returning.isEmpty() ? null : withRowIds(rows);
  }

  private Batch withRowIds(Batch rows) {
    for (int c = 0; c < rows.width(); c++) {
      returned.setColumn(c, rows.column(c));
    }
    rowIdColumn.clear();
    for (int i = 0; i < rows.size(); i++) {
      rowIdColumn.append(rowIds[i]);
    }
    returned.setColumn(rows.width(), rowIdColumn);
    returned.setSize(rows.size());
    return returned;
  }

  @Override
  String verb() {
    return "Insert";
  }

  @Override
  public void explain(PlanPrinter printer) {
    super.explain(printer);
    if (conflicts != null) {
      printer.property("Conflict Resolution", conflicts.isUpdate() ? "UPDATE" : "NOTHING");
    }
  }
}
