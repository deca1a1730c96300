package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row without columns: the input of a SELECT without FROM.
public final class OneRow extends Operator {
  private final Batch row = noColumns();
  private boolean done;

  public OneRow() {
    super(RowLayout.EMPTY);
  }

  /// A batch of one row and no columns, to evaluate expressions that read no input.
  public static Batch noColumns() {
    Batch batch = new Batch();
    batch.setSize(1);
    return batch;
  }

  @Override
  public long maxRows() {
    return 1;
  }

  @Override
  protected void start(EvaluationContext context) {
    done = false;
  }

  @Override
  protected @Nullable Batch produce() {
    if (done) {
      return null;
    }
    done = true;
    return row;
  }

  @Override
  protected void stop() {}

  @Override
  public List<Operator> children() {
    return List.of();
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Result");
  }
}
