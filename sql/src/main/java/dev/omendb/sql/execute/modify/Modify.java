package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanInstance.ModifiesRows;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What INSERT, UPDATE and DELETE share: they change the rows of each batch of their child, count
/// them, and return what RETURNING asks for, if anything.
public abstract class Modify extends Operator implements ModifiesRows {
  final Operator child;
  final TargetTable target;
  final Returning returning;
  private final List<Expression> returningExpressions;
  private @Nullable EvaluationContext context;
  private boolean done;
  private long affectedRows;

  Modify(Operator child, TargetTable target, List<Expression> returning) {
    super(Returning.layout(returning));
    this.child = child;
    this.target = target;
    this.returning = new Returning(returning);
    this.returningExpressions = List.copyOf(returning);
  }

  /// Changes rows for one batch of the child and adds to [#count]. Returns rows for RETURNING in
  /// the form its expressions expect, or null when there are none.
  abstract @Nullable Batch change(EvaluationContext running, Batch batch);

  /// An upper bound of the rows it changes, known when the plan is made.
  public final long maxChangedRows() {
    return child.maxRows();
  }

  public final TargetTable target() {
    return target;
  }

  /// `Insert`, `Update`, `Delete`.
  abstract String verb();

  final void count(int rows) {
    affectedRows += rows;
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    done = false;
    affectedRows = 0;
    child.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext running = context;
    while (running != null && !done) {
      Batch batch = child.next();
      if (batch == null) {
        done = true;
        for (RowRule rule : target.rules()) {
          rule.statementEnd(running);
        }
        return null;
      }
      running.checkCancelled();
      Batch changed = change(running, batch);
      if (changed != null && changed.size() > 0 && !returning.isEmpty()) {
        return returning.evaluate(running, changed);
      }
    }
    return null;
  }

  @Override
  public final long affectedRows() {
    return affectedRows;
  }

  @Override
  protected void stop() {
    context = null;
    child.close();
  }

  @Override
  public List<Operator> children() {
    return List.of(child);
  }

  @Override
  public List<Subplan> subplans() {
    return Subplans.of(returningExpressions);
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node(verb() + " on " + target.table().name());
  }
}
