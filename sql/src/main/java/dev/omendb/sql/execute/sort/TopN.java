package dev.omendb.sql.execute.sort;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowBuffer;
import dev.omendb.sql.execute.RowRange;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ORDER BY with a LIMIT: keeps the first `limit + offset` rows only. Rows no better than the worst
/// one kept are dropped on sight; the rest collect until there are twice as many as wanted, then
/// the better half stays.
public final class TopN extends Operator {
  private final Operator child;
  private final List<String> keyTexts;
  private final RowOrder rowOrder;
  private final RowRange range;
  private final Selection selection = new Selection();
  private final Batch output;
  private RowBuffer kept;
  private RowBuffer spare;
  private int[] order = new int[0];
  private boolean full;
  private boolean done;
  private int position;
  private int end;
  private @Nullable EvaluationContext context;

  /// @param keyTexts the keys as EXPLAIN prints them
  public TopN(
      Operator child,
      List<SortKey> keys,
      List<String> keyTexts,
      @Nullable Expression limit,
      @Nullable Expression offset) {
    super(child.layout());
    this.child = child;
    this.keyTexts = List.copyOf(keyTexts);
    this.rowOrder = new RowOrder(keys);
    this.range = new RowRange(limit, offset);
    this.kept = new RowBuffer(child.layout());
    this.spare = new RowBuffer(child.layout());
    this.output = child.layout().newBatch(64);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    range.evaluate(newContext);
    kept.clear();
    full = false;
    done = range.limit() == 0;
    position = 0;
    end = 0;
    if (!done) {
      child.open(newContext);
    }
  }

  @Override
  protected @Nullable Batch produce() {
    if (context == null) {
      return null;
    }
    if (!done) {
      readAll(context);
      done = true;
    }
    int count = Math.min(end - position, Column.BATCH_ROWS);
    if (count <= 0) {
      return null;
    }
    kept.copyRows(order, position, count, output);
    position += count;
    return output;
  }

  private void readAll(EvaluationContext running) {
    long wanted = range.end();
    long bound = wanted > Integer.MAX_VALUE / 4 ? Integer.MAX_VALUE : 2 * wanted + 1024;
    for (Batch batch = child.next(); batch != null; batch = child.next()) {
      running.checkCancelled();
      if (full) {
        appendBetter(batch, (int) wanted - 1);
      } else {
        kept.append(batch);
      }
      if (kept.size() > bound) {
        shrink((int) wanted);
      }
    }
    sortKept();
    position = (int) Math.min(range.offset(), kept.size());
    end = (int) Math.min(wanted, kept.size());
  }

  /// After [#shrink] the kept rows up to `worst` are in order, so that one is the bar to pass.
  private void appendBetter(Batch batch, int worst) {
    selection.clear(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      if (rowOrder.compare(batch, row, kept.batch(), worst) < 0) {
        selection.add(row);
      }
    }
    kept.append(batch, selection.rows(), selection.count());
  }

  private void shrink(int wanted) {
    sortKept();
    spare.clear();
    spare.append(kept.batch(), order, wanted);
    RowBuffer swap = kept;
    kept = spare;
    spare = swap;
    full = true;
  }

  private void sortKept() {
    order = Sort.identity(order, kept.size());
    rowOrder.sort(kept.batch(), order, 0, kept.size());
  }

  @Override
  protected void stop() {
    context = null;
    kept.clear();
    spare.clear();
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

  /// PostgreSQL shows two nodes; here one operator is both, so the sort is named with its limit.
  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Limit");
    printer.property("Sort Key", String.join(", ", keyTexts));
    if (instrumentation() != null && done) {
      printer.property(
          "Sort Method", "top-N heapsort  Memory: " + (kept.retainedBytes() + 1023) / 1024 + "kB");
    }
  }
}
