package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// `x [NOT] IN (constants)` by hash. Lists with anything but constants are bound as `=` and OR.
public final class InList extends Expression {
  private final Expression operand;
  private final ValueSet set;
  private final boolean negated;
  private final String text;
  private final LongColumn result = new LongColumn(1);

  /// @param items constants of the operand's type
  public InList(Expression operand, List<Constant> items, boolean negated, PgType booleanType) {
    super(booleanType, -1);
    this.operand = operand;
    Column values = operand.type().storage(-1).newColumn(items.size());
    StringBuilder printed = new StringBuilder();
    for (Constant item : items) {
      values.appendFrom(item.value(), 0);
      printed.append(printed.isEmpty() ? "" : ",").append(item);
    }
    this.set = new ValueSet(operand.type(), values);
    this.negated = negated;
    this.text = printed.toString();
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column value = operand.evaluate(context, input);
    int rows = input.size();
    result.clear();
    result.resize(rows);
    for (int row = 0; row < rows; row++) {
      if (value.isNull(row)) {
        result.setNull(row);
      } else if (set.contains(value, row)) {
        result.set(row, negated ? 0 : 1);
      } else if (set.hasNull()) {
        result.setNull(row);
      } else {
        result.set(row, negated ? 1 : 0);
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
    return "(" + operand + (negated ? " <> ALL (" : " = ANY (") + "'{" + text + "}'))";
  }
}
