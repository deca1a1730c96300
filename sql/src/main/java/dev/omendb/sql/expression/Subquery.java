package dev.omendb.sql.expression;

import dev.omendb.engine.column.Column;

/// A subquery inside an expression, run by the executor. It keeps its own results between calls
/// where the outer row does not matter; the executor resets it when the plan is opened.
public interface Subquery {
  /// Appends the single value, NULL when there is no row. Errors: 21000 `more than one row returned
  /// by a subquery used as an expression`.
  void scalar(EvaluationContext context, Column into);

  boolean exists(EvaluationContext context);

  /// Appends the first column of every row: IN, ANY, ALL, ARRAY(SELECT …).
  void values(EvaluationContext context, Column into);
}
