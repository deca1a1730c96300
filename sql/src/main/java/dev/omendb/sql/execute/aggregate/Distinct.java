package dev.omendb.sql.execute.aggregate;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Each different row once, at its first appearance: streams, and keeps the input's order.
public final class Distinct extends Operator {
  private final Operator child;
  private final GroupTable seen;
  private final Selection selection = new Selection();
  private final Batch output;
  private @Nullable EvaluationContext context;

  public Distinct(Operator child) {
    super(child.layout());
    this.child = child;
    this.seen = new GroupTable(child.layout());
    this.output = child.layout().newBatch(Column.BATCH_ROWS);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    seen.clear();
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
      seen.selectNew(input.columns(), input.size(), selection);
      if (selection.count() == input.size()) {
        return input;
      }
      if (selection.count() > 0) {
        selection.compact(input, output);
        return output;
      }
    }
    return null;
  }

  @Override
  protected void stop() {
    context = null;
    seen.clear();
    child.close();
  }

  @Override
  public List<Operator> children() {
    return List.of(child);
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("HashAggregate");
  }
}
