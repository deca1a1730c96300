package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.execute.OneRow;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.SetKernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a virtual table.
public final class CatalogScan extends Operator {
  private final VirtualTable source;
  private final ScanTarget target;
  private final int[] attnums;
  private final @Nullable Expression oid;
  private final @Nullable Expression filter;
  private final Batch rows;
  private final Batch chosen;
  private final Batch output;
  private final LongColumn tableOids = new LongColumn();
  private final Selection selection = new Selection();
  private @Nullable EvaluationContext context;
  private SetKernel.@Nullable Rows running;

  /// @param fullLayout types of all columns of the source
  /// @param target columns wanted: 1-based places in the source, or [ScanTarget#TABLE_OID]
  /// @param oid value the first column must equal, reading parameters and outer rows only; or null
  /// @param filter over the output columns (the oid's equality included), or null
  public CatalogScan(
      VirtualTable source,
      RowLayout fullLayout,
      ScanTarget target,
      @Nullable Expression oid,
      @Nullable Expression filter) {
    super(target.layout());
    this.source = source;
    this.target = target;
    this.attnums = target.attnums().stream().mapToInt(Integer::intValue).toArray();
    this.oid = oid;
    this.filter = filter;
    this.rows = fullLayout.newBatch(64);
    this.chosen = target.layout().newBatch(0);
    this.output = target.layout().newBatch(64);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    running = null;
    if (oid == null) {
      running = source.scan(newContext);
      return;
    }
    Column value = oid.evaluate(newContext, OneRow.noColumns());
    if (!value.isNull(0)) {
      running = source.scanByOid(newContext, ((LongColumn) value).get(0));
    }
  }

  @Override
  protected @Nullable Batch produce() {
    while (context != null && running != null) {
      context.checkCancelled();
      rows.clear();
      int count = running.next(rows, Column.BATCH_ROWS);
      if (count == 0) {
        running = null;
        return null;
      }
      for (int i = 0; i < attnums.length; i++) {
        chosen.setColumn(i, attnums[i] > 0 ? rows.column(attnums[i] - 1) : tableOids(count));
      }
      chosen.setSize(count);
      if (filter == null) {
        return chosen;
      }
      int kept = selection.choose(filter.evaluate(context, chosen), count);
      if (kept == count) {
        return chosen;
      }
      if (kept > 0) {
        selection.compact(chosen, output);
        return output;
      }
    }
    return null;
  }

  private LongColumn tableOids(int count) {
    tableOids.clear();
    for (int i = 0; i < count; i++) {
      tableOids.append(target.tableOid());
    }
    return tableOids;
  }

  @Override
  protected void stop() {
    context = null;
    running = null;
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
