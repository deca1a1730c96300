package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes expressions; the results are passed on without a copy.
public final class Project extends Operator {
  private final Operator child;
  private final Expression[] expressions;
  private final Batch output;
  private @Nullable EvaluationContext context;

  public Project(Operator child, List<Expression> expressions) {
    super(new RowLayout(expressions.stream().map(Expression::type).toList()));
    this.child = child;
    this.expressions = expressions.toArray(new Expression[0]);
    this.output = layout().newBatch(0);
  }

  @Override
  public void readAtMost(long rows) {
    child.readAtMost(rows);
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
    if (context == null) {
      return null;
    }
    Batch input = child.next();
    if (input == null) {
      return null;
    }
    context.checkCancelled();
    for (int i = 0; i < expressions.length; i++) {
      output.setColumn(i, expressions[i].evaluate(context, input));
    }
    output.setSize(input.size());
    return output;
  }

  @Override
  protected void stop() {
    context = null;
    child.close();
  }

  /// What it computes.
  public List<Expression> expressions() {
    return List.of(expressions);
  }

  @Override
  public List<Operator> children() {
    return List.of(child);
  }

  @Override
  public List<Subplan> subplans() {
    return Subplans.of(expressions());
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Result");
  }
}
