package dev.omendb.sql.execute.subquery;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.aggregate.GroupTable;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// WITH RECURSIVE: the first query once, then the second one again and again over what the round
/// before found, until it finds nothing. UNION (without ALL) keeps each row once.
public final class RecursiveUnion extends Operator {
  private final Operator first;
  private final Operator repeated;
  private final WorkTable workTable;
  private final @Nullable GroupTable seen;
  private final Selection selection = new Selection();
  private final Batch output;
  private @Nullable EvaluationContext context;
  private boolean firstDone;

  /// @param workTable what `repeated` reads
  /// @param all UNION ALL
  public RecursiveUnion(Operator first, Operator repeated, WorkTable workTable, boolean all) {
    super(first.layout());
    this.first = first;
    this.repeated = repeated;
    this.workTable = workTable;
    this.seen = all ? null : new GroupTable(first.layout());
    this.output = first.layout().newBatch(Column.BATCH_ROWS);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    firstDone = false;
    workTable.clear();
    if (seen != null) {
      seen.clear();
    }
    first.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext running = context;
    while (running != null) {
      running.checkCancelled();
      Batch batch = (firstDone ? repeated : first).next();
      if (batch == null) {
        if (workTable.upcoming().size() == 0) {
          context = null;
          return null;
        }
        firstDone = true;
        workTable.turn();
        repeated.open(running);
      } else {
        Batch fresh = unseen(batch);
        if (fresh != null) {
          workTable.upcoming().append(fresh);
          return fresh;
        }
      }
    }
    return null;
  }

  private @Nullable Batch unseen(Batch batch) {
    GroupTable table = seen;
    if (table == null) {
      return batch;
    }
    table.selectNew(batch.columns(), batch.size(), selection);
    if (selection.count() == 0) {
      return null;
    }
    selection.compact(batch, output);
    return output;
  }

  @Override
  protected void stop() {
    context = null;
    workTable.clear();
    first.close();
    repeated.close();
  }

  @Override
  public List<Operator> children() {
    return List.of(first, repeated);
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Recursive Union");
  }
}
