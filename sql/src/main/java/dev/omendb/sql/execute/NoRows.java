package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nothing: what a WHERE that is always false leaves.
public final class NoRows extends Operator {
  public NoRows(RowLayout layout) {
    super(layout);
  }

  @Override
  public long maxRows() {
    return 0;
  }

  @Override
  protected void start(EvaluationContext context) {}

  @Override
  protected @Nullable Batch produce() {
    return null;
  }

  @Override
  protected void stop() {}

  @Override
  public List<Operator> children() {
    return List.of();
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Result");
    printer.property("One-Time Filter", "false");
  }
}
