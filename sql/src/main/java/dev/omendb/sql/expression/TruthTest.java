package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import java.util.List;

/// IS [NOT] TRUE, FALSE, UNKNOWN.
public final class TruthTest extends Expression {
  /// What is asked for.
  public enum Truth {
    TRUE,
    FALSE,
    UNKNOWN
  }

  private final Expression operand;
  private final Truth truth;
  private final boolean negated;
  private final LongColumn result = new LongColumn(1);

  public TruthTest(Expression operand, Truth truth, boolean negated) {
    super(operand.type(), -1);
    this.operand = operand;
    this.truth = truth;
    this.negated = negated;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    LongColumn value = (LongColumn) operand.evaluate(context, input);
    int rows = input.size();
    result.clear();
    result.resize(rows);
    for (int row = 0; row < rows; row++) {
      boolean holds =
          switch (truth) {
            case TRUE -> !value.isNull(row) && value.get(row) == 1;
            case FALSE -> !value.isNull(row) && value.get(row) == 0;
            case UNKNOWN -> value.isNull(row);
          };
      result.set(row, holds != negated ? 1 : 0);
    }
    return result;
  }

  @Override
  public List<Expression> children() {
    return List.of(operand);
  }

  @Override
  public String toString() {
    return "(" + operand + (negated ? " IS NOT " : " IS ") + truth + ")";
  }
}
