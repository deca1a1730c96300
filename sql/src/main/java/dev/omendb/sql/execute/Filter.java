package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Passes on the rows whose condition is true, compacted.
public final class Filter extends Operator {
  private final Operator child;
  private final Expression condition;
  private final Selection selection = new Selection();
  private final Batch output;
  private @Nullable EvaluationContext context;
  private long removedRows;

  public Filter(Operator child, Expression condition) {
    super(child.layout());
    this.child = child;
    this.condition = condition;
    this.output = child.layout().newBatch(Column.BATCH_ROWS);
  }

  @Override
  public long maxRows() {
    return child.maxRows();
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    removedRows = 0;
    child.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    while (context != null) {
      Batch input = child.next();
      if (input == null) {
        return null;
      }
      context.checkCancelled();
      int kept = selection.choose(condition.evaluate(context, input), input.size());
      removedRows += input.size() - kept;
      if (kept == input.size()) {
        return input;
      }
      if (kept > 0) {
        selection.compact(input, output);
        return output;
      }
    }
    return null;
  }

  @Override
  protected void stop() {
    context = null;
    child.close();
  }

  @Override
  public List<Operator> children() {
    return List.of(child);
  }

  @Override
  public List<Subplan> subplans() {
    return Subplans.of(List.of(condition));
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Result");
    printer.property("Filter", condition.toString());
    if (instrumentation() != null) {
      printer.property("Rows Removed by Filter", Long.toString(removedRows));
    }
  }
}
