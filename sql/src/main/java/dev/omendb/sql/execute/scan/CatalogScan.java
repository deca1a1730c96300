package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.CallContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a table of pg_catalog or information_schema, whose rows are made when it is opened.
public final class CatalogScan extends Operator {
  private final Source source;
  private final ScanTarget target;
  private final int[] attnums;
  private final @Nullable Expression filter;
  private final Batch rows;
  private final Batch output;
  private final Batch passed;
  private final Selection selection = new Selection();
  private @Nullable EvaluationContext context;
  private int position;

  /// Where the rows come from.
  @FunctionalInterface
  public interface Source {
    /// Appends all rows, every column in order.
    void rows(CallContext context, Batch into);
  }

  /// @param fullLayout types of all columns of the source
  /// @param target columns wanted: 1-based places in the source, or [ScanTarget#TABLE_OID]
  /// @param filter over the output columns, or null
  public CatalogScan(
      Source source, RowLayout fullLayout, ScanTarget target, @Nullable Expression filter) {
    super(target.layout());
    this.source = source;
    this.target = target;
    this.attnums = target.attnums().stream().mapToInt(Integer::intValue).toArray();
    this.filter = filter;
    this.rows = fullLayout.newBatch(64);
    this.output = target.layout().newBatch(64);
    this.passed = target.layout().newBatch(64);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    position = 0;
    rows.clear();
    source.rows(newContext, rows);
    if (rows.width() > 0) {
      rows.setSize(rows.column(0).size());
    }
  }

  @Override
  protected @Nullable Batch produce() {
    while (context != null && position < rows.size()) {
      context.checkCancelled();
      int to = Math.min(rows.size(), position + Column.BATCH_ROWS);
      int count = to - position;
      output.clear();
      for (int i = 0; i < attnums.length; i++) {
        if (attnums[i] > 0) {
          output.column(i).appendRange(rows.column(attnums[i] - 1), position, to);
        } else {
          appendTableOid((LongColumn) output.column(i), count);
        }
      }
      output.setSize(count);
      position = to;
      if (filter == null) {
        return output;
      }
      int kept = selection.choose(filter.evaluate(context, output), count);
      if (kept == count) {
        return output;
      }
      if (kept > 0) {
        selection.compact(output, passed);
        return passed;
      }
    }
    return null;
  }

  private void appendTableOid(LongColumn into, int count) {
    for (int i = 0; i < count; i++) {
      into.append(target.tableOid());
    }
  }

  @Override
  protected void stop() {
    context = null;
    rows.clear();
  }

  @Override
  public List<Operator> children() {
    return List.of();
  }

  @Override
  public List<Subplan> subplans() {
    return filter == null ? List.of() : Subplans.of(List.of(filter));
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Seq Scan on " + target.name());
    if (filter != null) {
      printer.property("Filter", filter.toString());
    }
  }
}
