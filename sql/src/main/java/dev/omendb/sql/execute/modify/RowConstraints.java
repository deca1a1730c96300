package dev.omendb.sql.execute.modify;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.execute.modify.TargetTable.Check;
import dev.omendb.sql.expression.EvaluationContext;

/// Checks NOT NULL and CHECK over new rows and reports the first row that fails, as PostgreSQL does
/// row by row: NOT NULL in column order, then CHECKs in name order.
public final class RowConstraints {
  private final TargetTable target;
  private final int[] notNullColumns;

  public RowConstraints(TargetTable target) {
    this.target = target;
    this.notNullColumns =
        target.table().columns().stream()
            .filter(column -> column.notNull() && !column.dropped())
            .mapToInt(column -> column.attnum() - 1)
            .toArray();
  }

  /// Errors: 23502, 23514.
  public void check(EvaluationContext context, Batch rows) {
    int failedRow = rows.size();
    int failedColumn = -1;
    Check failedCheck = null;
    for (int column : notNullColumns) {
      int row = firstNull(rows.column(column), failedRow);
      if (row < failedRow) {
        failedRow = row;
        failedColumn = column;
      }
    }
    for (Check check : target.checks()) {
      int row = firstFalse(check.condition().evaluate(context, rows), failedRow);
      if (row < failedRow) {
        failedRow = row;
        failedCheck = check;
      }
    }
    if (failedCheck != null) {
      throw checkViolation(context, rows, failedRow, failedCheck);
    }
    if (failedColumn >= 0) {
      throw notNullViolation(context, rows, failedRow, failedColumn);
    }
  }

  private static int firstNull(Column column, int limit) {
    if (column.hasNulls()) {
      for (int row = 0; row < limit; row++) {
        if (column.isNull(row)) {
          return row;
        }
      }
    }
    return limit;
  }

  private static int firstFalse(Column passed, int limit) {
    LongColumn values = (LongColumn) passed;
    for (int row = 0; row < limit; row++) {
      if (values.get(row) == 0 && !values.isNull(row)) {
        return row;
      }
    }
    return limit;
  }

  private DatabaseException notNullViolation(
      EvaluationContext context, Batch rows, int row, int column) {
    CatalogObject.Column failed = target.table().columns().get(column);
    return new DatabaseException(
            SqlState.NOT_NULL_VIOLATION,
            "null value in column \"%s\" of relation \"%s\" violates not-null constraint"
                .formatted(failed.name(), target.table().name()))
        .detail(detail(context, rows, row))
        .relation(target.schemaName(), target.table().name())
        .column(failed.name());
  }

  private DatabaseException checkViolation(
      EvaluationContext context, Batch rows, int row, Check check) {
    return new DatabaseException(
            SqlState.CHECK_VIOLATION,
            "new row for relation \"%s\" violates check constraint \"%s\""
                .formatted(target.table().name(), check.name()))
        .detail(detail(context, rows, row))
        .relation(target.schemaName(), target.table().name())
        .constraint(check.name());
  }

  private String detail(EvaluationContext context, Batch rows, int row) {
    return "Failing row contains " + RowText.describe(context, target, rows, row) + ".";
  }
}
