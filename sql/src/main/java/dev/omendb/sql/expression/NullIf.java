package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// NULLIF(a, b): NULL where the two are equal, else a.
public final class NullIf extends Expression {
  private final Expression left;
  private final Expression right;
  private final PairKernel equality;
  private final Column result;

  /// @param equality the `=` operator's function for these types
  public NullIf(Expression left, Expression right, Function equality, PgType booleanType) {
    super(left.type(), left.typmod());
    this.left = left;
    this.right = right;
    this.equality = new PairKernel(equality, left.type(), right.type(), booleanType);
    this.result = left.type().storage(left.typmod()).newColumn(1);
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column a = left.evaluate(context, input);
    Column b = right.evaluate(context, input);
    int rows = input.size();
    LongColumn equal = (LongColumn) equality.apply(context, a, b, rows);
    result.clear();
    for (int row = 0; row < rows; row++) {
      if (!equal.isNull(row) && equal.get(row) != 0) {
        result.appendNull();
      } else {
        result.appendFrom(a, row);
      }
    }
    return result;
  }

  @Override
  public List<Expression> children() {
    return List.of(left, right);
  }

  @Override
  public String toString() {
    return "NULLIF(" + left + ", " + right + ")";
  }
}
