package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.execute.OneRow;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.SetKernel;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Functions in FROM: `f(x)`, `ROWS FROM (f(x), g(y))`, `WITH ORDINALITY`. Shorter results are
/// padded with NULLs. Arguments read parameters and outer rows only.
public final class FunctionScan extends Operator {
  private final List<SetCall> calls;
  private final boolean ordinality;
  private final Batch[] results;
  private final Batch output;
  private final Batch noInput = OneRow.noColumns();
  private final List<SetKernel.Rows> running = new ArrayList<>();
  private @Nullable EvaluationContext context;
  private long returned;

  /// @param ordinalityType bigint to append WITH ORDINALITY's column, else null
  public FunctionScan(List<SetCall> calls, @Nullable PgType ordinalityType) {
    super(layout(calls, ordinalityType));
    this.calls = List.copyOf(calls);
    this.ordinality = ordinalityType != null;
    this.results = new Batch[calls.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = calls.get(i).layout().newBatch(64);
    }
    this.output = layout().newBatch(64);
  }

  private static RowLayout layout(List<SetCall> calls, @Nullable PgType ordinalityType) {
    RowLayout layout = RowLayout.EMPTY;
    for (SetCall call : calls) {
      layout = layout.concat(call.layout());
    }
    return ordinalityType == null ? layout : layout.concat(RowLayout.of(ordinalityType));
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    returned = 0;
    running.clear();
    for (SetCall call : calls) {
      running.add(call.start(newContext, call.evaluate(newContext, noInput), 0));
    }
  }

  @Override
  protected @Nullable Batch produce() {
    if (context == null) {
      return null;
    }
    context.checkCancelled();
    int longest = 0;
    for (int i = 0; i < results.length; i++) {
      results[i].clear();
      longest = Math.max(longest, fill(running.get(i), results[i]));
    }
    if (longest == 0) {
      return null;
    }
    int place = 0;
    for (Batch result : results) {
      for (Column column : result.columns()) {
        while (column.size() < longest) {
          column.appendNull();
        }
        output.setColumn(place++, column);
      }
    }
    if (ordinality) {
      number((LongColumn) output.column(place), longest);
    }
    output.setSize(longest);
    returned += longest;
    return output;
  }

  /// Takes a whole batch where there is one, so that several functions stay in step.
  static int fill(SetKernel.Rows rows, Batch into) {
    int total = 0;
    while (total < Column.BATCH_ROWS) {
      int count = rows.next(into, Column.BATCH_ROWS - total);
      if (count == 0) {
        break;
      }
      total += count;
      into.setSize(total);
    }
    return total;
  }

  private void number(LongColumn into, int count) {
    into.clear();
    into.resize(count);
    for (int i = 0; i < count; i++) {
      into.set(i, returned + i + 1);
    }
  }

  @Override
  protected void stop() {
    context = null;
    running.clear();
  }

  @Override
  public List<Operator> children() {
    return List.of();
  }

  @Override
  public List<Subplan> subplans() {
    List<Expression> all = new ArrayList<>();
    calls.forEach(call -> all.addAll(call.arguments()));
    return Subplans.of(all);
  }

  @Override
  public void explain(PlanPrinter printer) {
    String names = calls.stream().map(SetCall::name).collect(Collectors.joining(", "));
    printer.node("Function Scan on " + names);
  }
}
