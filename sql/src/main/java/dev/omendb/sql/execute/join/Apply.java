package dev.omendb.sql.execute.join;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs the right side again for each left row: LATERAL, correlated subqueries, index nested loops.
/// The right side sees expressions over the left row as outer row `correlation`. INNER, LEFT, SEMI
/// and ANTI.
public final class Apply extends Operator {
  private final JoinKind kind;
  private final Operator left;
  private final Operator right;
  private final int correlation;
  private final Expression[] arguments;
  private final Column[] argumentColumns;
  private final @Nullable Expression condition;
  private final Batch outerRow;
  private final Batch pairs;
  private final Batch output;
  private final Selection selection = new Selection();
  private final int[] repeated = new int[Column.BATCH_ROWS];
  private @Nullable EvaluationContext context;
  private @Nullable Batch leftBatch;
  private int leftRow;
  private boolean rightOpen;
  private boolean matched;

  /// @param correlation the id under which the right side reads the arguments
  /// @param arguments over left columns: the columns of the outer row
  /// @param condition over left columns, then right columns; or null
  public Apply(
      JoinKind kind,
      Operator left,
      Operator right,
      int correlation,
      List<Expression> arguments,
      @Nullable Expression condition) {
    super(kind.layout(left.layout(), right.layout()));
    if (kind.keepsUnmatchedRight() || kind == JoinKind.NULL_AWARE_ANTI) {
      throw new IllegalArgumentException("no correlated " + kind);
    }
    this.kind = kind;
    this.left = left;
    this.right = right;
    this.correlation = correlation;
    this.arguments = arguments.toArray(new Expression[0]);
    this.argumentColumns = new Column[this.arguments.length];
    this.condition = condition;
    this.outerRow =
        new RowLayout(arguments.stream().map(Expression::type).toList()).newBatch(1);
    this.pairs = left.layout().concat(right.layout()).newBatch(64);
    this.output = layout().newBatch(64);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    leftBatch = null;
    rightOpen = false;
    left.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext running = context;
    output.clear();
    while (running != null) {
      if (leftBatch == null) {
        leftBatch = left.next();
        leftRow = 0;
        if (leftBatch == null) {
          return output.size() == 0 ? null : output;
        }
        for (int i = 0; i < arguments.length; i++) {
          argumentColumns[i] = arguments[i].evaluate(running, leftBatch);
        }
      }
      if (!rightOpen) {
        openRight(running);
      }
      Batch batch = right.next();
      if (batch == null) {
        endOfRight(leftBatch);
      } else {
        joinRow(running, leftBatch, batch);
      }
      if (output.size() >= Column.BATCH_ROWS / 2) {
        return output;
      }
    }
    return null;
  }

  private void openRight(EvaluationContext running) {
    running.checkCancelled();
    outerRow.clear();
    for (int c = 0; c < argumentColumns.length; c++) {
      outerRow.column(c).appendFrom(argumentColumns[c], leftRow);
    }
    outerRow.setSize(1);
    running.setOuterRow(correlation, outerRow);
    right.open(running);
    rightOpen = true;
    matched = false;
  }

  private void joinRow(EvaluationContext running, Batch leftRows, Batch rightRows) {
    int size = rightRows.size();
    int kept = size;
    if (condition != null) {
      int[] same = sameRow(size);
      pairs.clear();
      appendPairs(pairs, leftRows, same, rightRows, null, size);
      kept = selection.choose(condition.evaluate(running, pairs), size);
    }
    if (kept == 0) {
      return;
    }
    matched = true;
    if (kind.returnsLeftOnly()) {
      endOfRight(leftRows);
      return;
    }
    int[] same = sameRow(kept);
    appendPairs(output, leftRows, same, rightRows, kept == size ? null : selection.rows(), kept);
  }

  private int[] sameRow(int count) {
    int[] rows = count <= repeated.length ? repeated : new int[count];
    Arrays.fill(rows, 0, count, leftRow);
    return rows;
  }

  /// Appends `count` pairs; `chosen` names the right rows, null for the first ones.
  private static void appendPairs(
      Batch into, Batch left, int[] leftRows, Batch right, int @Nullable [] chosen, int count) {
    int leftWidth = left.width();
    for (int c = 0; c < into.width(); c++) {
      if (c < leftWidth) {
        into.column(c).appendRows(left.column(c), leftRows, count);
      } else if (chosen == null) {
        into.column(c).appendRange(right.column(c - leftWidth), 0, count);
      } else {
        into.column(c).appendRows(right.column(c - leftWidth), chosen, count);
      }
    }
    into.setSize(into.size() + count);
  }

  /// Moves to the next left row, returning the current one where the kind wants it.
  private void endOfRight(Batch leftRows) {
    boolean returned =
        switch (kind) {
          case LEFT, ANTI -> !matched;
          case SEMI -> matched;
          case INNER, RIGHT, FULL, NULL_AWARE_ANTI -> false;
        };
    if (returned) {
      for (int c = 0; c < output.width(); c++) {
        if (c < leftRows.width()) {
          output.column(c).appendFrom(leftRows.column(c), leftRow);
        } else {
          output.column(c).appendNull();
        }
      }
      output.setSize(output.size() + 1);
    }
    rightOpen = false;
    leftRow++;
    if (leftRow >= leftRows.size()) {
      leftBatch = null;
    }
  }

  @Override
  protected void stop() {
    context = null;
    leftBatch = null;
    left.close();
    right.close();
  }

  @Override
  public List<Operator> children() {
    return List.of(left, right);
  }

  @Override
  public List<Subplan> subplans() {
    return condition == null ? List.of() : Subplans.of(List.of(condition));
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node(kind == JoinKind.INNER ? "Nested Loop" : "Nested Loop " + kind.text());
    if (condition != null) {
      printer.property("Join Filter", condition.toString());
    }
  }
}
