package dev.omendb.sql.execute.sort;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowBuffer;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads all rows and returns them in order. Stable.
public final class Sort extends Operator {
  private final Operator child;
  private final List<SortKey> keys;
  private final List<String> keyTexts;
  private final RowOrder rowOrder;
  private final RowBuffer buffer;
  private final Batch output;
  private int[] order = new int[0];
  private int position;
  private boolean sorted;
  private @Nullable EvaluationContext context;

  /// @param keyTexts the keys as EXPLAIN prints them
  public Sort(Operator child, List<SortKey> keys, List<String> keyTexts) {
    super(child.layout());
    this.child = child;
    this.keys = List.copyOf(keys);
    this.keyTexts = List.copyOf(keyTexts);
    this.rowOrder = new RowOrder(keys);
    this.buffer = new RowBuffer(child.layout());
    this.output = child.layout().newBatch(64);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    buffer.clear();
    position = 0;
    sorted = false;
    child.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    if (context == null) {
      return null;
    }
    if (!sorted) {
      readAndSort(context);
    }
    int count = Math.min(buffer.size() - position, Column.BATCH_ROWS);
    if (count <= 0) {
      return null;
    }
    context.checkCancelled();
    buffer.copyRows(order, position, count, output);
    position += count;
    return output;
  }

  private void readAndSort(EvaluationContext running) {
    for (Batch batch = child.next(); batch != null; batch = child.next()) {
      running.checkCancelled();
      buffer.append(batch);
    }
    order = identity(order, buffer.size());
    rowOrder.sort(buffer.batch(), order, 0, buffer.size());
    sorted = true;
  }

  /// The numbers 0..size in an array at least that long.
  public static int[] identity(int[] reusable, int size) {
    int[] numbers = reusable.length >= size ? reusable : new int[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  @Override
  protected void stop() {
    context = null;
    buffer.clear();
    child.close();
  }

  public List<SortKey> keys() {
    return keys;
  }

  @Override
  public List<Operator> children() {
    return List.of(child);
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Sort");
    printer.property("Sort Key", String.join(", ", keyTexts));
    if (instrumentation() != null && sorted) {
      printer.property(
          "Sort Method", "quicksort  Memory: " + (buffer.retainedBytes() + 1023) / 1024 + "kB");
    }
  }
}
