package dev.omendb.sql.command.ddl;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.sql.execute.modify.RowRule;
import dev.omendb.sql.expression.EvaluationContext;

/// Computes the key expressions of a vector index for changed rows, so that a value they refuse
/// (`expected 2 dimensions, not 3`) fails the statement, before storage indexes the row at commit.
/// Owned by one plan.
final class VectorKeyRule implements RowRule {
  private final IndexKeys keys;

  VectorKeyRule(IndexKeys keys) {
    this.keys = keys;
  }

  @Override
  public void inserted(EvaluationContext context, Batch rows) {
    keys.bind(rows);
  }

  @Override
  public void updated(EvaluationContext context, Batch oldRows, Batch newRows) {
    keys.bind(newRows);
  }

  @Override
  public void deleted(EvaluationContext context, Batch rows) {}

  @Override
  public void statementEnd(EvaluationContext context) {}
}
