package dev.omendb.sql.execute.join;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import org.jspecify.annotations.Nullable;

/// Every left row against every right row, under any condition over left columns, then right
/// columns.
public final class NestedLoopJoin extends PairJoin {
  private int leftRow;
  private int leftSize;
  private int rightRow;

  public NestedLoopJoin(
      JoinKind kind, Operator left, Operator right, @Nullable Expression condition) {
    super(kind, left, right, condition);
  }

  @Override
  void rightComplete(EvaluationContext running) {}

  @Override
  void startLeft(EvaluationContext running, Batch batch) {
    leftRow = 0;
    rightRow = 0;
    leftSize = batch.size();
  }

  @Override
  int nextPairs(boolean[] settled) {
    int count = 0;
    int rightSize = rightRows.size();
    while (count < PAIRS && leftRow < leftSize) {
      boolean finished = rightRow >= rightSize || (kind.returnsLeftOnly() && settled[leftRow]);
      if (finished) {
        leftRow++;
        rightRow = 0;
      } else {
        pairLeft[count] = leftRow;
        pairRight[count++] = rightRow++;
      }
    }
    return count;
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node(kind == JoinKind.INNER ? "Nested Loop" : "Nested Loop " + kind.text());
    if (condition != null) {
      printer.property("Join Filter", condition.toString());
    }
  }
}
