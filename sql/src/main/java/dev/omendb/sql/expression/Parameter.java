package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// `$n`: the value bound for this execution.
public final class Parameter extends Expression {
  private final int index;
  private final Column filled;

  /// @param index 0-based: `$1` is 0
  public Parameter(int index, PgType type, int typmod) {
    super(type, typmod);
    this.index = index;
    this.filled = type.storage(typmod).newColumn(1);
  }

  public int index() {
    return index;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column value = context.parameters().column(index);
    if (input.size() == 1) {
      return value;
    }
    filled.clear();
    Constant.fill(filled, value, input.size());
    return filled;
  }

  @Override
  public List<Expression> children() {
    return List.of();
  }

  @Override
  public String toString() {
    return "$" + (index + 1);
  }
}
