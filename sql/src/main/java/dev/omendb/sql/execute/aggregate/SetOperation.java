package dev.omendb.sql.execute.aggregate;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// INTERSECT and EXCEPT, with or without ALL: counts each row on both sides. (UNION is UnionAll,
/// under Distinct.) The children have equal layouts.
public final class SetOperation extends Operator {
  /// Which rows come out.
  public enum Kind {
    INTERSECT("Intersect"),
    INTERSECT_ALL("Intersect All"),
    EXCEPT("Except"),
    EXCEPT_ALL("Except All");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /// How often a row with these counts comes out.
    long copies(long left, long right) {
      return switch (this) {
        case INTERSECT -> left > 0 && right > 0 ? 1 : 0;
        case INTERSECT_ALL -> Math.min(left, right);
        case EXCEPT -> left > 0 && right == 0 ? 1 : 0;
        case EXCEPT_ALL -> Math.max(0, left - right);
      };
    }
  }

  private final Kind kind;
  private final Operator left;
  private final Operator right;
  private final GroupTable table;
  private final Batch output;
  private final int[] chosen = new int[Column.BATCH_ROWS];
  private long[] leftCounts = new long[0];
  private long[] rightCounts = new long[0];
  private int group;
  private long copiesLeft;
  private boolean done;
  private @Nullable EvaluationContext context;

  public SetOperation(Kind kind, Operator left, Operator right) {
    super(left.layout());
    this.kind = kind;
    this.left = left;
    this.right = right;
    this.table = new GroupTable(left.layout());
    this.output = left.layout().newBatch(64);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    table.clear();
    leftCounts = new long[64];
    rightCounts = new long[64];
    group = -1;
    copiesLeft = 0;
    done = false;
    left.open(newContext);
    right.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    if (context == null) {
      return null;
    }
    if (!done) {
      count(context);
      done = true;
    }
    int count = 0;
    while (count < chosen.length && advance()) {
      chosen[count++] = group;
      copiesLeft--;
    }
    if (count == 0) {
      return null;
    }
    output.clear();
    for (int c = 0; c < output.width(); c++) {
      output.column(c).appendRows(table.keys().column(c), chosen, count);
    }
    output.setSize(count);
    return output;
  }

  /// Moves to the next group with copies to return.
  private boolean advance() {
    while (copiesLeft == 0) {
      if (group + 1 >= table.groupCount()) {
        return false;
      }
      group++;
      copiesLeft = kind.copies(leftCounts[group], rightCounts[group]);
    }
    return true;
  }

  private void count(EvaluationContext running) {
    for (Batch batch = left.next(); batch != null; batch = left.next()) {
      running.checkCancelled();
      int[] groups = table.assign(batch.columns(), batch.size());
      ensureCounts();
      for (int row = 0; row < batch.size(); row++) {
        leftCounts[groups[row]]++;
      }
    }
    for (Batch batch = right.next(); batch != null; batch = right.next()) {
      running.checkCancelled();
      int[] groups = table.find(batch.columns(), batch.size());
      for (int row = 0; row < batch.size(); row++) {
        if (groups[row] >= 0) {
          rightCounts[groups[row]]++;
        }
      }
    }
  }

  private void ensureCounts() {
    if (leftCounts.length < table.groupCount()) {
      leftCounts = Arrays.copyOf(leftCounts, table.groupCount() * 2);
      rightCounts = Arrays.copyOf(rightCounts, table.groupCount() * 2);
    }
  }

  @Override
  protected void stop() {
    context = null;
    table.clear();
    left.close();
    right.close();
  }

  @Override
  public List<Operator> children() {
    return List.of(left, right);
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("HashSetOp " + kind.text);
  }
}
