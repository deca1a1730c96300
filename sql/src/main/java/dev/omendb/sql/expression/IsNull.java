package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// IS [NOT] NULL.
public final class IsNull extends Expression {
  private final Expression operand;
  private final boolean negated;
  private final LongColumn result = new LongColumn(1);

  /// @param negated IS NOT NULL
  public IsNull(Expression operand, boolean negated, PgType booleanType) {
    super(booleanType, -1);
    this.operand = operand;
    this.negated = negated;
  }

  public boolean negated() {
    return negated;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column value = operand.evaluate(context, input);
    int rows = input.size();
    result.clear();
    result.resize(rows);
    long[] to = result.values();
    for (int row = 0; row < rows; row++) {
      to[row] = value.isNull(row) != negated ? 1 : 0;
    }
    return result;
  }

  @Override
  public List<Expression> children() {
    return List.of(operand);
  }

  @Override
  public String toString() {
    return "(" + operand + (negated ? " IS NOT NULL)" : " IS NULL)");
  }
}
