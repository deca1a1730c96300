package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The values of a LIMIT and an OFFSET in one execution. Owned by one operator.
public final class RowRange {
  private final @Nullable Expression limitExpression;
  private final @Nullable Expression offsetExpression;
  private final Batch noInput = OneRow.noColumns();
  private long limit;
  private long offset;

  public RowRange(@Nullable Expression limit, @Nullable Expression offset) {
    this.limitExpression = limit;
    this.offsetExpression = offset;
  }

  /// Errors: 2201W `LIMIT must not be negative`, 2201X `OFFSET must not be negative`.
  public void evaluate(EvaluationContext context) {
    offset = value(offsetExpression, context, 0);
    if (offset < 0) {
      throw new DatabaseException(
          SqlState.INVALID_ROW_COUNT_IN_RESULT_OFFSET_CLAUSE, "OFFSET must not be negative");
    }
    limit = value(limitExpression, context, Long.MAX_VALUE);
    if (limit < 0) {
      throw new DatabaseException(
          SqlState.INVALID_ROW_COUNT_IN_LIMIT_CLAUSE, "LIMIT must not be negative");
    }
  }

  /// Rows wanted; [Long#MAX_VALUE] for all.
  public long limit() {
    return limit;
  }

  /// Rows to skip.
  public long offset() {
    return offset;
  }

  /// Rows to find: offset and limit together, [Long#MAX_VALUE] for all.
  public long end() {
    return limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : limit + offset;
  }

  public List<Expression> expressions() {
    return Stream.of(limitExpression, offsetExpression).filter(Objects::nonNull).toList();
  }

  private long value(@Nullable Expression expression, EvaluationContext context, long absent) {
    if (expression == null) {
      return absent;
    }
    Column column = expression.evaluate(context, noInput);
    return column.isNull(0) ? absent : ((LongColumn) column).get(0);
  }
}
