package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import java.util.List;

/// NOT: NULL stays NULL.
public final class Not extends Expression {
  private final Expression operand;
  private final LongColumn result = new LongColumn(1);

  public Not(Expression operand) {
    super(operand.type(), -1);
    this.operand = operand;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    LongColumn value = (LongColumn) operand.evaluate(context, input);
    int rows = input.size();
    result.clear();
    result.resize(rows);
    result.addNullsOf(value);
    long[] from = value.values();
    long[] to = result.values();
    for (int row = 0; row < rows; row++) {
      to[row] = from[row] ^ 1;
    }
    return result;
  }

  @Override
  public List<Expression> children() {
    return List.of(operand);
  }

  @Override
  public String toString() {
    return "(NOT " + operand + ")";
  }
}
