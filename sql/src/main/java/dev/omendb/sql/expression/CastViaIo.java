package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.ByteBuffering;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// A cast through the text form: output function of one type, input function of the other.
public final class CastViaIo extends Expression {
  private final Expression operand;
  private final ByteBuffering text = new ByteBuffering();
  private final Column result;

  public CastViaIo(Expression operand, PgType type, int typmod) {
    super(type, typmod);
    this.operand = operand;
    this.result = type.storage(typmod).newColumn(1);
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column value = operand.evaluate(context, input);
    int rows = input.size();
    result.clear();
    for (int row = 0; row < rows; row++) {
      if (value.isNull(row)) {
        result.appendNull();
        continue;
      }
      text.clear();
      operand.type().formatText(value, row, context.format(), text);
      type().parseText(text.array(), 0, text.position(), typmod(), context.format(), result);
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
