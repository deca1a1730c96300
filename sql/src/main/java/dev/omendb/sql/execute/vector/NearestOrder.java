package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowBuffer;
import dev.omendb.sql.execute.RowRange;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.execute.sort.RowOrder;
import dev.omendb.sql.execute.sort.Sort;
import dev.omendb.sql.execute.sort.SortKey;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ORDER BY distance, other keys LIMIT n` over rows that come in the order of the distance: reads
/// on until no row to come can be among the first n, ties at the last distance included, and sorts
/// what it has read.
public final class NearestOrder extends Operator {
  /// By how much an index's distance and the operator's may differ in their last bits.
  private static final double RELATIVE_SLACK = 1e-5;

  private static final double ABSOLUTE_SLACK = 1e-9;

  private final Operator child;
  private final int distanceColumn;
  private final List<String> keyTexts;
  private final RowOrder rowOrder;
  private final RowRange range;
  private final RowBuffer rows;
  private final Batch output;
  private int[] order = new int[0];
  private boolean read;
  private int position;
  private int end;
  private @Nullable EvaluationContext context;

  /// @param child ends only when there are no more rows
  /// @param distanceColumn of the child: ascends; NaN and NULL stand for more than any number
  /// @param keyTexts the keys as EXPLAIN prints them
  public NearestOrder(
      Operator child,
      int distanceColumn,
      List<SortKey> keys,
      List<String> keyTexts,
      @Nullable Expression limit,
      @Nullable Expression offset) {
    super(child.layout());
    this.child = child;
    this.distanceColumn = distanceColumn;
    this.keyTexts = List.copyOf(keyTexts);
    this.rowOrder = new RowOrder(keys);
    this.range = new RowRange(limit, offset);
    this.rows = new RowBuffer(child.layout());
    this.output = child.layout().newBatch(64);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    range.evaluate(newContext);
    rows.clear();
    read = false;
    position = 0;
    end = 0;
    if (range.limit() > 0) {
      child.open(newContext);
    }
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext running = context;
    if (running == null || range.limit() == 0) {
      return null;
    }
    if (!read) {
      read = true;
      readEnough(running);
    }
    int count = Math.min(end - position, Column.BATCH_ROWS);
    if (count <= 0) {
      return null;
    }
    rows.copyRows(order, position, count, output);
    position += count;
    return output;
  }

  private void readEnough(EvaluationContext running) {
    long wanted = range.end();
    boolean enough = false;
    while (!enough) {
      Batch batch = child.next();
      if (batch == null) {
        break;
      }
      running.checkCancelled();
      rows.append(batch);
      if (rows.size() > wanted) {
        double bar = distance(rows.batch(), (int) wanted - 1);
        double last = distance(rows.batch(), rows.size() - 1);
        enough = last > bar + RELATIVE_SLACK * Math.abs(bar) + ABSOLUTE_SLACK;
      }
    }
    order = Sort.identity(order, rows.size());
    rowOrder.sort(rows.batch(), order, 0, rows.size());
    position = (int) Math.min(range.offset(), rows.size());
    end = (int) Math.min(wanted, rows.size());
  }

  private double distance(Batch batch, int row) {
    DoubleColumn distances = (DoubleColumn) batch.column(distanceColumn);
    double distance = distances.isNull(row) ? Double.NaN : distances.get(row);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  @Override
  protected void stop() {
    context = null;
    rows.clear();
    child.close();
  }

  @Override
  public List<Operator> children() {
    return List.of(child);
  }

  @Override
  public List<Subplan> subplans() {
    return Subplans.of(range.expressions());
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Limit");
    printer.property("Sort Key", String.join(", ", keyTexts));
    printer.property("Presorted Key", keyTexts.getFirst());
  }
}
