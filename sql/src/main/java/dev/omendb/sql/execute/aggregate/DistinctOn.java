package dev.omendb.sql.execute.aggregate;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.type.PgType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// DISTINCT ON: the first row of each key, in the child's order.
public final class DistinctOn extends Operator {
  private final Operator child;
  private final List<Expression> keys;
  private final Column[] keyColumns;
  private final GroupTable seen;
  private final Selection selection = new Selection();
  private final Batch output;
  private @Nullable EvaluationContext context;

  public DistinctOn(Operator child, List<Expression> keys) {
    super(child.layout());
    this.child = child;
    this.keys = List.copyOf(keys);
    this.keyColumns = new Column[keys.size()];
    List<PgType> types = keys.stream().map(Expression::type).toList();
    this.seen = new GroupTable(new RowLayout(types));
    this.output = child.layout().newBatch(Column.BATCH_ROWS);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    seen.clear();
    child.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    while (context != null) {
      Batch input = child.next();
      if (input == null) {
        return null;
      }
      context.checkCancelled();
      for (int k = 0; k < keyColumns.length; k++) {
        keyColumns[k] = keys.get(k).evaluate(context, input);
      }
      seen.selectNew(keyColumns, input.size(), selection);
      if (selection.count() > 0) {
        selection.compact(input, output);
        return output;
      }
    }
    return null;
  }

  @Override
  protected void stop() {
    context = null;
    seen.clear();
    child.close();
  }

  @Override
  public List<Operator> children() {
    return List.of(child);
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Unique");
  }
}
