package dev.omendb.sql.execute.window;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowBuffer;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.execute.sort.RowOrder;
import dev.omendb.sql.execute.sort.Sort;
import dev.omendb.sql.execute.sort.SortKey;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Functions over one window: sorts its input by partition and order, and returns it with one more
/// column for each call. Calls over other windows need another operator.
public final class WindowOperator extends Operator {
  private final Operator child;
  private final WindowColumns columns;
  private final List<SortKey> partitionKeys = new ArrayList<>();
  private final List<SortKey> allKeys = new ArrayList<>();
  private final Partition partition;
  private final RowOrder partitionOrder;
  private final List<CallState> calls = new ArrayList<>();
  private final RowBuffer input;
  private final RowBuffer sorted;
  private final Batch output;
  private @Nullable EvaluationContext context;
  private boolean computed;
  private int position;

  /// @param partitionBy orderBy over the child's rows
  /// @param orderKeys direction of each of `orderBy`; [SortKey#column] is its place in that list
  public WindowOperator(
      Operator child,
      List<Expression> partitionBy,
      List<Expression> orderBy,
      List<SortKey> orderKeys,
      List<WindowCall> windowCalls) {
    super(layout(child, windowCalls));
    this.child = child;
    this.columns = new WindowColumns(child.layout().width());
    for (Expression key : partitionBy) {
      partitionKeys.add(SortKey.ascending(columns.add(key), key.type()));
    }
    int[] orderColumns = columns.addAll(orderBy);
    List<SortKey> order = new ArrayList<>();
    for (SortKey key : orderKeys) {
      int column = orderColumns[key.column()];
      order.add(new SortKey(column, key.type(), key.descending(), key.nullsFirst()));
    }
    allKeys.addAll(partitionKeys);
    allKeys.addAll(order);
    this.partition = new Partition(order);
    this.partitionOrder = new RowOrder(partitionKeys);
    windowCalls.forEach(call -> calls.add(new CallState(call, columns)));
    RowLayout buffered = child.layout().concat(new RowLayout(columns.types()));
    this.input = new RowBuffer(buffered);
    this.sorted = new RowBuffer(buffered);
    this.output = layout().newBatch(64);
  }

  private static RowLayout layout(Operator child, List<WindowCall> calls) {
    List<PgType> types = calls.stream().map(WindowCall::resultType).toList();
    return child.layout().concat(new RowLayout(types));
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    computed = false;
    position = 0;
    input.clear();
    sorted.clear();
    child.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext running = context;
    if (running == null) {
      return null;
    }
    if (!computed) {
      read(running);
      compute(running);
      computed = true;
    }
    int to = Math.min(sorted.size(), position + Column.BATCH_ROWS);
    if (to <= position) {
      return null;
    }
    output.clear();
    int childWidth = child.layout().width();
    for (int c = 0; c < childWidth; c++) {
      output.column(c).appendRange(sorted.column(c), position, to);
    }
    for (int i = 0; i < calls.size(); i++) {
      output.column(childWidth + i).appendRange(calls.get(i).results(), position, to);
    }
    output.setSize(to - position);
    position = to;
    return output;
  }

  private void read(EvaluationContext running) {
    Batch wide = input.layout().newBatch(0);
    int childWidth = child.layout().width();
    for (Batch batch = child.next(); batch != null; batch = child.next()) {
      running.checkCancelled();
      for (int c = 0; c < childWidth; c++) {
        wide.setColumn(c, batch.column(c));
      }
      for (int i = 0; i < columns.computed().size(); i++) {
        Expression expression = columns.computed().get(i);
        wide.setColumn(childWidth + i, expression.evaluate(running, batch));
      }
      wide.setSize(batch.size());
      input.append(wide);
    }
  }

  private void compute(EvaluationContext running) {
    int size = input.size();
    int[] order = Sort.identity(new int[0], size);
    new RowOrder(allKeys).sort(input.batch(), order, 0, size);
    sorted.append(input.batch(), order, size);
    input.clear();
    Batch rows = sorted.batch();
    for (CallState call : calls) {
      call.start(running, rows);
    }
    int start = 0;
    for (int row = 1; row <= size; row++) {
      if (row == size || partitionOrder.compare(rows, row - 1, rows, row) != 0) {
        running.checkCancelled();
        partition.take(rows, start, row);
        for (CallState call : calls) {
          call.compute(running, rows, partition);
        }
        start = row;
      }
    }
  }

  @Override
  protected void stop() {
    context = null;
    input.clear();
    sorted.clear();
    calls.forEach(CallState::stop);
    child.close();
  }

  @Override
  public List<Operator> children() {
    return List.of(child);
  }

  @Override
  public List<Subplan> subplans() {
    return Subplans.of(columns.computed());
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("WindowAgg");
  }
}
