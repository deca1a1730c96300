package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import java.util.List;

/// Applies a type modifier: `::varchar(10)`, `::numeric(8,2)`, `::vector(3)`.
public final class Coerce extends Expression {
  private final Expression operand;
  private final boolean explicit;
  private final Column result;

  /// @param explicit a CAST, which truncates; otherwise an assignment, which refuses
  public Coerce(Expression operand, int typmod, boolean explicit) {
    super(operand.type(), typmod);
    this.operand = operand;
    this.explicit = explicit;
    this.result = operand.type().storage(typmod).newColumn(1);
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column value = operand.evaluate(context, input);
    int rows = input.size();
    result.clear();
    for (int row = 0; row < rows; row++) {
      if (value.isNull(row)) {
        result.appendNull();
      } else {
        type().coerce(value, row, typmod(), explicit, result);
      }
    }
    return result;
  }

  @Override
  public List<Expression> children() {
    return List.of(operand);
  }

  @Override
  public String toString() {
    return "(" + operand + ")::" + type().displayName(typmod());
  }
}
