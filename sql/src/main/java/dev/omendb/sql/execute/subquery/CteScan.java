package dev.omendb.sql.execute.subquery;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a WITH item.
public final class CteScan extends Operator {
  private final CteBuffer source;
  private final Batch output;
  private int position;

  public CteScan(CteBuffer source) {
    super(source.query().layout());
    this.source = source;
    this.output = layout().newBatch(64);
  }

  @Override
  protected void start(EvaluationContext context) {
    position = 0;
  }

  @Override
  protected @Nullable Batch produce() {
    if (!source.fetch(position)) {
      return null;
    }
    int to = Math.min(source.rows().size(), position + Column.BATCH_ROWS);
    source.rows().copyRange(position, to, output);
    position = to;
    return output;
  }

  @Override
  protected void stop() {}

  @Override
  public List<Operator> children() {
    return List.of();
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("CTE Scan on " + source.name());
  }
}
