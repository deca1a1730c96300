package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// A column of the input batch.
public final class ColumnReference extends Expression {
  private final int index;
  private final String name;

  /// @param name as EXPLAIN prints it
  public ColumnReference(int index, PgType type, int typmod, String name) {
    super(type, typmod);
    this.index = index;
    this.name = name;
  }

  public int index() {
    return index;
  }

  @Override
  public int inputColumn() {
    return index;
  }

  public String name() {
    return name;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    return input.column(index);
  }

  @Override
  public List<Expression> children() {
    return List.of();
  }

  @Override
  public String toString() {
    return name;
  }
}
