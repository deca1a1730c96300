package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.function.CallContext;

/// The values that change from execution to execution of a plan.
public interface EvaluationContext extends CallContext {
  /// `$1`… as a batch of one row.
  Batch parameters();

  /// The current row of an enclosing query, for correlated subqueries: values of correlation
  /// variable `id`, one row.
  Batch outerRow(int id);

  void setOuterRow(int id, Batch row);
}
