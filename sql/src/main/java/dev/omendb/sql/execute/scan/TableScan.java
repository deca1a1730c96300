package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a whole table a block at a time. Blocks that the filter's bounds rule out are not touched;
/// of the others the filter's columns are read first, and the rest only for the rows that pass.
public final class TableScan extends Operator {
  private final ScanTarget target;
  private final @Nullable ScanFilter filter;
  private final boolean[] filterColumns;
  private final ZonePruner pruner;
  private final ColumnFiller filler;
  private final Batch output;
  private final Batch candidates;
  private final Selection selection = new Selection();
  private final int[] positions = new int[Column.BATCH_ROWS];
  private @Nullable EvaluationContext context;
  private @Nullable TableReader table;
  private List<SegmentReader> segments = List.of();
  private int segmentIndex;
  private int position;
  private long removedRows;
  private long skippedBlocks;

  public TableScan(ScanTarget target, @Nullable ScanFilter filter) {
    super(target.layout());
    this.target = target;
    this.filter = filter;
    this.filler = new ColumnFiller(target);
    this.output = target.layout().newBatch(Column.BATCH_ROWS);
    this.filterColumns =
        filter == null ? new boolean[0] : filter.columnsRead(target.layout().width());
    this.candidates = target.layout().newBatch(filter == null ? 0 : Column.BATCH_ROWS);
    this.pruner = new ZonePruner(filter == null ? List.of() : filter.bounds());
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    if (table == null) {
      table = newContext.transaction().read(target.tableOid());
      segments = table.segments();
    }
    pruner.start(newContext);
    segmentIndex = 0;
    position = 0;
    removedRows = 0;
    skippedBlocks = 0;
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext running = context;
    while (running != null && segmentIndex < segments.size()) {
      SegmentReader segment = segments.get(segmentIndex);
      int from = position;
      int to = Math.min(segment.rowCount(), from + Column.BATCH_ROWS);
      position = to;
      if (to >= segment.rowCount()) {
        segmentIndex++;
        position = 0;
      }
      if (from >= to) {
        continue;
      }
      running.checkCancelled();
      if (pruner.skips(segment, from / Column.BATCH_ROWS)) {
        skippedBlocks++;
      } else if (readBlock(running, segment, from, to) > 0) {
        return output;
      }
    }
    return null;
  }

  private int readBlock(EvaluationContext running, SegmentReader segment, int from, int to) {
    boolean whole = segment.allVisible();
    int count = whole ? to - from : segment.selectVisible(from, to, positions);
    whole |= count == to - from;
    if (count == 0) {
      return 0;
    }
    output.clear();
    if (filter == null) {
      for (int c = 0; c < output.width(); c++) {
        fill(segment, c, from, to, whole, count, output.column(c));
      }
      output.setSize(count);
      return count;
    }
    candidates.clear();
    for (int c = 0; c < filterColumns.length; c++) {
      if (filterColumns[c]) {
        fill(segment, c, from, to, whole, count, candidates.column(c));
      }
    }
    candidates.setSize(count);
    int kept = selection.choose(filter.condition().evaluate(running, candidates), count);
    removedRows += count - kept;
    if (kept > 0) {
      fillSelected(segment, from, to, whole, count, kept);
    }
    return kept;
  }

  private void fill(
      SegmentReader segment, int place, int from, int to, boolean whole, int count, Column into) {
    if (whole) {
      filler.read(segment, place, from, to, into);
    } else {
      filler.read(segment, place, positions, count, into);
    }
  }

  private void fillSelected(
      SegmentReader segment, int from, int to, boolean whole, int count, int kept) {
    int[] rows = selection.rows();
    if (kept < count) {
      for (int i = 0; i < kept; i++) {
        positions[i] = whole ? from + rows[i] : positions[rows[i]];
      }
    }
    for (int c = 0; c < output.width(); c++) {
      Column into = output.column(c);
      if (filterColumns[c]) {
        into.appendRows(candidates.column(c), rows, kept);
      } else {
        fill(segment, c, from, to, whole && kept == count, kept, into);
      }
    }
    output.setSize(kept);
  }

  @Override
  protected void stop() {
    context = null;
    segments = List.of();
    TableReader open = table;
    table = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public List<Operator> children() {
    return List.of();
  }

  @Override
  public List<Subplan> subplans() {
    return filter == null ? List.of() : Subplans.of(List.of(filter.condition()));
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Seq Scan on " + target.name());
    if (filter != null) {
      printer.property("Filter", filter.condition().toString());
      if (instrumentation() != null) {
        printer.property("Rows Removed by Filter", Long.toString(removedRows));
        if (skippedBlocks > 0) {
          printer.property("Blocks Skipped by Zone Map", Long.toString(skippedBlocks));
        }
      }
    }
  }
}
