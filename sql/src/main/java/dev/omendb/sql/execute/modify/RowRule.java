package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.expression.EvaluationContext;

/// What must happen when rows of a table change: one side of a foreign key. Called after the change
/// is made, with full rows; may raise, change other tables, or wait until the statement ends.
public interface RowRule {
  void inserted(EvaluationContext context, Batch rows);

  /// Row i of `oldRows` became row i of `newRows`.
  void updated(EvaluationContext context, Batch oldRows, Batch newRows);

  void deleted(EvaluationContext context, Batch rows);

  /// The statement has made all its changes.
  void statementEnd(EvaluationContext context);
}
