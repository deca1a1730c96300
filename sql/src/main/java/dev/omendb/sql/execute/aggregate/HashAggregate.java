package dev.omendb.sql.execute.aggregate;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowBuffer;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// GROUP BY and aggregates. Returns the group keys, then the aggregates, groups in the order they
/// first appear. Without keys there is one row even when the input is empty.
public final class HashAggregate extends Operator {
  private final Operator child;
  private final List<Expression> keys;
  private final AggregateState[] states;
  private final GroupTable groups;
  private final Column[] keyColumns;
  private final Batch output;
  private int[] singleGroup = new int[Column.BATCH_ROWS];
  private int groupCount;
  private int position;
  private boolean done;
  private @Nullable EvaluationContext context;

  public HashAggregate(Operator child, List<Expression> keys, List<AggregateCall> calls) {
    super(layout(keys, calls));
    this.child = child;
    this.keys = List.copyOf(keys);
    this.states = new AggregateState[calls.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = new AggregateState(calls.get(i));
    }
    this.groups = new GroupTable(new RowLayout(keys.stream().map(Expression::type).toList()));
    this.keyColumns = new Column[keys.size()];
    this.output = layout().newBatch(64);
  }

  private static RowLayout layout(List<Expression> keys, List<AggregateCall> calls) {
    List<PgType> types = new ArrayList<>();
    keys.forEach(key -> types.add(key.type()));
    calls.forEach(call -> types.add(call.resultType()));
    return new RowLayout(types);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    groups.clear();
    groupCount = 0;
    position = 0;
    done = false;
    for (AggregateState state : states) {
      state.start(newContext);
    }
    child.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    if (context == null) {
      return null;
    }
    if (!done) {
      aggregate(context);
      done = true;
    }
    int count = Math.min(groupCount - position, Column.BATCH_ROWS);
    if (count <= 0) {
      return null;
    }
    output.clear();
    for (int k = 0; k < keyColumns.length; k++) {
      output.column(k).appendRange(groups.keys().column(k), position, position + count);
    }
    for (int a = 0; a < states.length; a++) {
      Column into = output.column(keyColumns.length + a);
      for (int group = position; group < position + count; group++) {
        states[a].result(group, into);
      }
    }
    output.setSize(count);
    position += count;
    return output;
  }

  private void aggregate(EvaluationContext running) {
    if (keys.isEmpty()) {
      groupCount = 1;
      ensureGroups();
    }
    for (Batch batch = child.next(); batch != null; batch = child.next()) {
      running.checkCancelled();
      int[] assigned = assign(running, batch);
      for (AggregateState state : states) {
        state.add(running, batch, assigned);
      }
      checkMemory();
    }
    for (AggregateState state : states) {
      state.finish(running);
    }
  }

  private int[] assign(EvaluationContext running, Batch batch) {
    if (keys.isEmpty()) {
      if (singleGroup.length < batch.size()) {
        singleGroup = new int[batch.size()];
      }
      return singleGroup;
    }
    for (int k = 0; k < keyColumns.length; k++) {
      keyColumns[k] = keys.get(k).evaluate(running, batch);
    }
    int[] assigned = groups.assign(keyColumns, batch.size());
    if (groups.groupCount() != groupCount) {
      groupCount = groups.groupCount();
      ensureGroups();
    }
    return assigned;
  }

  private void ensureGroups() {
    for (AggregateState state : states) {
      state.ensureGroups(groupCount);
    }
  }

  private void checkMemory() {
    long bytes = groups.retainedBytes();
    for (AggregateState state : states) {
      bytes += state.retainedBytes();
    }
    RowBuffer.checkLimit(bytes);
  }

  @Override
  protected void stop() {
    context = null;
    groups.clear();
    for (AggregateState state : states) {
      state.stop();
    }
    child.close();
  }

  @Override
  public List<Operator> children() {
    return List.of(child);
  }

  @Override
  public List<Subplan> subplans() {
    List<Expression> all = new ArrayList<>(keys);
    for (AggregateState state : states) {
      all.addAll(state.call().arguments());
      Expression filter = state.call().filter();
      if (filter != null) {
        all.add(filter);
      }
    }
    return Subplans.of(all);
  }

  @Override
  public void explain(PlanPrinter printer) {
    if (keys.isEmpty()) {
      printer.node("Aggregate");
      return;
    }
    printer.node("HashAggregate");
    printer.property("Group Key", Explained.list(keys));
  }
}
