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

/// FOR UPDATE, FOR NO KEY UPDATE, FOR SHARE, FOR KEY SHARE: locks the rows that pass through, no
/// more than a LIMIT above takes, and passes on their newest versions if these still qualify.
public final class LockRows extends Operator {
  private final Operator child;
  private final List<RowLocker> lockers = new ArrayList<>();
  private final RowLock mode;
  private final LockWait wait;
  private final Batch chunk;
  private @Nullable EvaluationContext context;
  private long wanted = Long.MAX_VALUE;
  private long returned;

  /// What is left of the child's last batch, from `restFrom` on.
  private @Nullable Batch rest;

  private int restFrom;

  /// @param recheck the query's condition over the child's rows, or null
  public LockRows(
      Operator child,
      List<LockedTable> tables,
      RowLock mode,
      LockWait wait,
      @Nullable Expression recheck) {
    super(child.layout());
    this.chunk = child.layout().newBatch(16);
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
  public void readAtMost(long rows) {
    wanted = rows;
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    returned = 0;
    rest = null;
    child.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    while (context != null && returned < wanted) {
      Batch batch = nextRows();
      if (batch == null) {
        return null;
      }
      for (RowLocker locker : lockers) {
        if (batch.size() > 0) {
          batch = locker.lock(context, batch, mode, wait);
        }
      }
      if (batch.size() > 0) {
        returned += batch.size();
        return batch;
      }
    }
    return null;
  }

  /// As many rows as are still wanted, of those that come next.
  private @Nullable Batch nextRows() {
    Batch batch = rest;
    int from = restFrom;
    if (batch == null) {
      batch = child.next();
      from = 0;
    }
    if (batch == null) {
      return null;
    }
    int count = (int) Math.min(batch.size() - from, wanted - returned);
    rest = from + count < batch.size() ? batch : null;
    restFrom = from + count;
    if (count == batch.size()) {
      return batch;
    }
    chunk.clear();
    for (int c = 0; c < chunk.width(); c++) {
      chunk.column(c).appendRange(batch.column(c), from, from + count);
    }
    chunk.setSize(count);
    return chunk;
  }

  @Override
  protected void stop() {
    context = null;
    rest = null;
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
