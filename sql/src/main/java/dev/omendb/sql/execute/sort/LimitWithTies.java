package dev.omendb.sql.execute.sort;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowRange;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// FETCH FIRST n ROWS WITH TIES: the rows of a LIMIT and every further row that equals the last one
/// in the sort keys. The child is sorted by them.
public final class LimitWithTies extends Operator {
  private final Operator child;
  private final RowRange range;
  private final RowOrder order;
  private final Batch last;
  private final Batch output;
  private @Nullable EvaluationContext context;
  private long toSkip;
  private long toReturn;
  private boolean done;

  /// @param limit offset bigint, reading no input; offset may be null
  public LimitWithTies(
      Operator child, List<SortKey> keys, Expression limit, @Nullable Expression offset) {
    super(child.layout());
    this.child = child;
    this.range = new RowRange(limit, offset);
    this.order = new RowOrder(keys);
    this.last = child.layout().newBatch(1);
    this.output = child.layout().newBatch(64);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    range.evaluate(newContext);
    toSkip = range.offset();
    toReturn = range.limit();
    done = toReturn == 0;
    if (!done) {
      child.open(newContext);
    }
  }

  @Override
  protected @Nullable Batch produce() {
    while (context != null && !done) {
      Batch input = child.next();
      if (input == null) {
        done = true;
        return null;
      }
      int size = input.size();
      int from = (int) Math.min(size, toSkip);
      toSkip -= from;
      int to = from + (int) Math.min(size - from, toReturn);
      toReturn -= to - from;
      if (toReturn == 0) {
        if (to > from) {
          remember(input, to - 1);
        }
        while (to < size && order.compare(input, to, last, 0) == 0) {
          to++;
        }
        done = to < size;
      }
      if (to > from) {
        output.clear();
        for (int c = 0; c < output.width(); c++) {
          output.column(c).appendRange(input.column(c), from, to);
        }
        output.setSize(to - from);
        return output;
      }
    }
    return null;
  }

  private void remember(Batch input, int row) {
    last.clear();
    for (int c = 0; c < last.width(); c++) {
      last.column(c).appendFrom(input.column(c), row);
    }
    last.setSize(1);
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
