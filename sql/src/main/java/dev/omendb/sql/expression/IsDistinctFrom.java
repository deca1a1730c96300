package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import java.util.List;

/// IS [NOT] DISTINCT FROM, over the equality operator that the binder chose.
public final class IsDistinctFrom extends Expression {
  private final Expression left;
  private final Expression right;
  private final PairKernel equality;
  private final boolean negated;
  private final LongColumn result = new LongColumn(1);

  /// @param equality the `=` operator's function for these types
  public IsDistinctFrom(
      Expression left,
      Expression right,
      dev.omendb.sql.function.Function equality,
      boolean negated,
      dev.omendb.sql.type.PgType booleanType) {
    super(booleanType, -1);
    this.left = left;
    this.right = right;
    this.equality = new PairKernel(equality, left.type(), right.type(), booleanType);
    this.negated = negated;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column a = left.evaluate(context, input);
    Column b = right.evaluate(context, input);
    int rows = input.size();
    LongColumn equal = (LongColumn) equality.apply(context, a, b, rows);
    result.clear();
    result.resize(rows);
    for (int row = 0; row < rows; row++) {
      boolean leftNull = a.isNull(row);
      boolean distinct =
          leftNull || b.isNull(row) ? leftNull != b.isNull(row) : equal.get(row) == 0;
      result.set(row, distinct != negated ? 1 : 0);
    }
    return result;
  }

  @Override
  public List<Expression> children() {
    return List.of(left, right);
  }

  @Override
  public String toString() {
    return "(" + left + (negated ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ") + right + ")";
  }
}
