package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// A binary-coercible cast: the same bytes under another type (varchar as text, oid as regclass).
public final class Relabel extends Expression {
  private final Expression operand;

  public Relabel(Expression operand, PgType type, int typmod) {
    super(type, typmod);
    this.operand = operand;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    return operand.evaluate(context, input);
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
