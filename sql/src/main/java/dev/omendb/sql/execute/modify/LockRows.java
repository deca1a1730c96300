package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// FOR UPDATE, FOR NO KEY UPDATE, FOR SHARE, FOR KEY SHARE: locks the rows that pass through, and
/// passes on their newest versions if these still qualify.
public final class LockRows extends Operator {
  private final Operator child;
  private final List<RowLocker> lockers = new ArrayList<>();
  private final RowLock mode;
  private final LockWait wait;
  private @Nullable EvaluationContext context;

  /// @param recheck the query's condition over the child's rows, or null
  public LockRows(
      Operator child,
      List<LockedTable> tables,
      RowLock mode,
      LockWait wait,
      @Nullable Expression recheck) {
    super(child.layout());
    this.child = child;
    this.mode = mode;
    this.wait = wait;
    for (LockedTable table : tables) {
      lockers.add(new RowLocker(table, child.layout(), recheck));
    }
  }

  @Override
  public long maxRows() {
    return child.maxRows();
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    child.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    while (context != null) {
      Batch batch = child.next();
      if (batch == null) {
        return null;
      }
      for (RowLocker locker : lockers) {
        if (batch.size() > 0) {
          batch = locker.lock(context, batch, mode, wait);
        }
      }
      if (batch.size() > 0) {
        return batch;
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
  public void explain(PlanPrinter printer) {
    printer.node("LockRows");
  }
}
