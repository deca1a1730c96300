package dev.omendb.sql.execute.subquery;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the rows of the last round inside WITH RECURSIVE.
public final class WorkTableScan extends Operator {
  private final WorkTable table;
  private final Batch output;
  private int position;

  public WorkTableScan(WorkTable table) {
    super(table.layout());
    this.table = table;
    this.output = table.layout().newBatch(64);
  }

  @Override
  protected void start(EvaluationContext context) {
    position = 0;
  }

  @Override
  protected @Nullable Batch produce() {
    int to = Math.min(table.current().size(), position + Column.BATCH_ROWS);
    if (to <= position) {
      return null;
    }
    table.current().copyRange(position, to, output);
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
    printer.node("WorkTable Scan on " + table.name());
  }
}
