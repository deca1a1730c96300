package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.PgType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `(SELECT …)` as a value, or EXISTS. A correlated one runs once per row.
public final class SubqueryExpression extends Expression {
  /// How the rows become a value.
  public enum Kind {
    SCALAR,
    EXISTS
  }

  private final Kind kind;
  private final Subquery subquery;
  private final @Nullable OuterRow outerRow;
  private final Column result;

  /// @param outerRow how the subquery sees the current row; null when it does not
  public SubqueryExpression(
      Kind kind, Subquery subquery, @Nullable OuterRow outerRow, PgType type, int typmod) {
    super(type, typmod);
    this.kind = kind;
    this.subquery = subquery;
    this.outerRow = outerRow;
    this.result = type.storage(typmod).newColumn(1);
  }

  @Override
  public Subquery subquery() {
    return subquery;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    int rows = input.size();
    result.clear();
    if (outerRow == null) {
      if (rows > 0) {
        append(context);
        Constant.fill(result, result, rows);
      }
      return result;
    }
    outerRow.evaluate(context, input);
    for (int row = 0; row < rows; row++) {
      outerRow.bind(context, row);
      append(context);
    }
    return result;
  }

  private void append(EvaluationContext context) {
    switch (kind) {
      case SCALAR -> subquery.scalar(context, result);
      case EXISTS -> ((LongColumn) result).append(subquery.exists(context) ? 1 : 0);
    }
  }

  @Override
  public List<Expression> children() {
    return outerRow == null ? List.of() : outerRow.arguments();
  }

  @Override
  public String toString() {
    return kind == Kind.EXISTS ? "EXISTS(SubPlan)" : "(SubPlan)";
  }
}
