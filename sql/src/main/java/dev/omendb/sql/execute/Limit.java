package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// LIMIT and OFFSET. Both expressions are bigint and read no input; NULL means none.
public final class Limit extends Operator {
  private final Operator child;
  private final RowRange range;
  private final Batch output;
  private @Nullable EvaluationContext context;
  private long toSkip;
  private long toReturn;

  public Limit(Operator child, @Nullable Expression limit, @Nullable Expression offset) {
    super(child.layout());
    this.child = child;
    this.range = new RowRange(limit, offset);
    this.output = child.layout().newBatch(Math.min(64, Column.BATCH_ROWS));
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    range.evaluate(newContext);
    toSkip = range.offset();
    toReturn = range.limit();
    if (toReturn > 0) {
      child.readAtMost(range.end());
      child.open(newContext);
    }
  }

  @Override
  protected @Nullable Batch produce() {
    while (context != null && toReturn > 0) {
      Batch input = child.next();
      if (input == null) {
        toReturn = 0;
        return null;
      }
      int size = input.size();
      if (toSkip >= size) {
        toSkip -= size;
        continue;
      }
      int from = (int) toSkip;
      int to = toReturn >= size - from ? size : from + (int) toReturn;
      toSkip = 0;
      toReturn -= to - from;
      if (from == 0 && to == size) {
        return input;
      }
      output.clear();
      for (int c = 0; c < output.width(); c++) {
        output.column(c).appendRange(input.column(c), from, to);
      }
      output.setSize(to - from);
      return output;
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
    return Subplans.of(range.expressions());
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Limit");
  }
}
