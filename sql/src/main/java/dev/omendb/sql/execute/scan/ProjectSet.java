package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.SetKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Set-returning functions of a SELECT list, in step: each input row gives as many rows as its
/// longest function does (none if all are empty), the shorter padded with NULLs. Returns the
/// child's columns, then one for each call.
public final class ProjectSet extends Operator {
  private final Operator child;
  private final List<SetCall> calls;
  private final Column[][] arguments;
  private final SetKernel.Rows[] running;
  private final Batch[] results;
  private final Batch output;
  private int[] repeated = new int[Column.BATCH_ROWS];
  private @Nullable EvaluationContext context;
  private @Nullable Batch input;
  private int row;
  private boolean rowStarted;

  /// @param calls each of one column
  public ProjectSet(Operator child, List<SetCall> calls) {
    super(layout(child, calls));
    this.child = child;
    this.calls = List.copyOf(calls);
    this.arguments = new Column[calls.size()][];
    this.running = new SetKernel.Rows[calls.size()];
    this.results = new Batch[calls.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = calls.get(i).layout().newBatch(64);
    }
    this.output = layout().newBatch(64);
  }

  private static RowLayout layout(Operator child, List<SetCall> calls) {
    RowLayout layout = child.layout();
    for (SetCall call : calls) {
      layout = layout.concat(call.layout());
    }
    return layout;
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    input = null;
    rowStarted = false;
    child.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext active = context;
    output.clear();
    while (active != null && output.size() < Column.BATCH_ROWS / 2) {
      if (input == null) {
        input = child.next();
        row = 0;
        rowStarted = false;
        if (input == null) {
          break;
        }
        active.checkCancelled();
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = calls.get(i).evaluate(active, input);
        }
      }
      expand(active, input);
    }
    return output.size() == 0 ? null : output;
  }

  /// Appends the next rows of the current input row, or moves on.
  private void expand(EvaluationContext active, Batch rows) {
    if (!rowStarted) {
      for (int i = 0; i < running.length; i++) {
        running[i] = calls.get(i).start(active, arguments[i], row);
      }
      rowStarted = true;
    }
    int longest = 0;
    for (int i = 0; i < running.length; i++) {
      results[i].clear();
      longest = Math.max(longest, FunctionScan.fill(running[i], results[i]));
    }
    if (longest == 0) {
      rowStarted = false;
      row++;
      if (row >= rows.size()) {
        input = null;
      }
      return;
    }
    append(rows, longest);
  }

  private void append(Batch rows, int count) {
    if (repeated.length < count) {
      repeated = new int[count];
    }
    Arrays.fill(repeated, 0, count, row);
    int childWidth = rows.width();
    for (int c = 0; c < childWidth; c++) {
      output.column(c).appendRows(rows.column(c), repeated, count);
    }
    for (int i = 0; i < results.length; i++) {
      Column values = results[i].column(0);
      while (values.size() < count) {
        values.appendNull();
      }
      output.column(childWidth + i).appendRange(values, 0, count);
    }
    output.setSize(output.size() + count);
  }

  @Override
  protected void stop() {
    context = null;
    input = null;
    child.close();
  }

  @Override
  public List<Operator> children() {
    return List.of(child);
  }

  @Override
  public List<Subplan> subplans() {
    List<Expression> all = new ArrayList<>();
    calls.forEach(call -> all.addAll(call.arguments()));
    return Subplans.of(all);
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("ProjectSet");
  }
}
