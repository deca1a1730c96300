package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// A column of the enclosing query's current row, in a correlated subquery.
public final class OuterReference extends Expression {
  private final int correlationId;
  private final int index;
  private final String name;
  private final Column filled;

  public OuterReference(int correlationId, int index, PgType type, int typmod, String name) {
    super(type, typmod);
    this.correlationId = correlationId;
    this.index = index;
    this.name = name;
    this.filled = type.storage(typmod).newColumn(1);
  }

  public int correlationId() {
    return correlationId;
  }

  public int index() {
    return index;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    filled.clear();
    Constant.fill(filled, context.outerRow(correlationId).column(index), input.size());
    return filled;
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
