package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of expressions: `VALUES (1, 'a'), (2, 'b')`. The expressions read parameters and outer rows
/// only.
public final class Values extends Operator {
  private final List<List<Expression>> rows;
  private final Batch noInput = OneRow.noColumns();
  private final Batch output;
  private @Nullable EvaluationContext context;
  private int position;

  public Values(RowLayout layout, List<List<Expression>> rows) {
    super(layout);
    this.rows = rows.stream().map(List::copyOf).toList();
    this.output = layout.newBatch(Math.min(rows.size(), Column.BATCH_ROWS));
  }

  @Override
  public long maxRows() {
    return rows.size();
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    position = 0;
  }

  @Override
  protected @Nullable Batch produce() {
    if (context == null || position >= rows.size()) {
      return null;
    }
    context.checkCancelled();
    output.clear();
    int end = Math.min(rows.size(), position + Column.BATCH_ROWS);
    int width = output.width();
    for (int r = position; r < end; r++) {
      List<Expression> row = rows.get(r);
      for (int c = 0; c < width; c++) {
        output.column(c).appendFrom(row.get(c).evaluate(context, noInput), 0);
      }
    }
    output.setSize(end - position);
    position = end;
    return output;
  }

  @Override
  protected void stop() {
    context = null;
  }

  @Override
  public List<Operator> children() {
    return List.of();
  }

  @Override
  public List<Subplan> subplans() {
    List<Expression> all = new ArrayList<>();
    rows.forEach(all::addAll);
    return Subplans.of(all);
  }

  @Override
  public void explain(PlanPrinter printer) {
    if (rows.size() == 1) {
      printer.node("Result");
    } else {
      printer.node("Values Scan on \"*VALUES*\"");
    }
  }
}
