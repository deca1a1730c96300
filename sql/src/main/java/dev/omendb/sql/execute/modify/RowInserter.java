package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;

/// Inserts batches that come from outside a plan, by the rules of [Insert]. Confined to one thread.
public final class RowInserter {
  private final TargetTable target;
  private final FullRows fullRows;
  private final RowConstraints constraints;

  /// @param attnums of the columns of the batches, in their order
  public RowInserter(TargetTable target, List<Integer> attnums) {
    this.target = target;
    this.fullRows = new FullRows(target, attnums);
    this.constraints = new RowConstraints(target);
  }

  /// The batch as full rows, what it has not as NULL; valid until the next call.
  public Batch fullRows(Batch batch) {
    return fullRows.of(batch);
  }

  /// Computes generated columns and checks NOT NULL and CHECK. Errors: 23502, 23514.
  public void check(EvaluationContext context, Batch rows) {
    fullRows.generate(context, rows);
    constraints.check(context, rows);
  }

  /// Stores checked rows. Errors: 23505.
  public void insert(EvaluationContext context, Batch rows) {
    context.transaction().insert(target.oid(), rows, null);
    for (RowRule rule : target.rules()) {
      rule.inserted(context, rows);
    }
  }

  /// All rows have come. Errors: 23503.
  public void end(EvaluationContext context) {
    for (RowRule rule : target.rules()) {
      rule.statementEnd(context);
    }
  }
}
