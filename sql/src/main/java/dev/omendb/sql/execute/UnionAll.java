package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All rows of each child in turn. The children have equal layouts.
public final class UnionAll extends Operator {
  private final List<Operator> children;
  private @Nullable EvaluationContext context;
  private int current;

  public UnionAll(List<Operator> children) {
    super(children.getFirst().layout());
    this.children = List.copyOf(children);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    current = 0;
    children.getFirst().open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    while (context != null && current < children.size()) {
      Batch batch = children.get(current).next();
      if (batch != null) {
        return batch;
      }
      current++;
      if (current < children.size()) {
        children.get(current).open(context);
      }
    }
    return null;
  }

  @Override
  protected void stop() {
    context = null;
    children.forEach(Operator::close);
  }

  @Override
  public List<Operator> children() {
    return children;
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Append");
  }
}
