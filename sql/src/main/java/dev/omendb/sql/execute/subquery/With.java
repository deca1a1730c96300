package dev.omendb.sql.execute.subquery;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanInstance.ModifiesRows;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query with a WITH clause: each execution of it computes the items anew. Items that modify data
/// run to their end, in order, before the query itself ends.
public final class With extends Operator implements ModifiesRows {
  private final List<CteBuffer> items;
  private final Operator query;
  private boolean finished;

  public With(List<CteBuffer> items, Operator query) {
    super(query.layout());
    this.items = List.copyOf(items);
    this.query = query;
  }

  @Override
  protected void start(EvaluationContext context) {
    finished = false;
    items.forEach(item -> item.reset(context));
    query.open(context);
  }

  @Override
  protected @Nullable Batch produce() {
    Batch batch = query.next();
    if (batch == null && !finished) {
      finished = true;
      for (CteBuffer item : items) {
        if (item.isModifying()) {
          item.complete();
        }
      }
    }
    return batch;
  }

  @Override
  public long affectedRows() {
    return query instanceof ModifiesRows modify ? modify.affectedRows() : -1;
  }

  @Override
  protected void stop() {
    query.close();
    items.forEach(CteBuffer::close);
  }

  @Override
  public List<Operator> children() {
    return List.of(query);
  }

  @Override
  public List<Subplan> subplans() {
    return items.stream().map(item -> new Subplan("CTE " + item.name(), item.query())).toList();
  }

  /// Not a node of its own: PostgreSQL prints the items with the query's top node.
  @Override
  public void explain(PlanPrinter printer) {}
}
