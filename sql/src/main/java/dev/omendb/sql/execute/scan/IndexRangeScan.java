package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.OrderedIndexReader;
import dev.omendb.engine.index.RowIdCursor;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of a part of a btree in key order or the reverse. Fetches few rows first, for the sake of a
/// LIMIT above, then whole batches.
public final class IndexRangeScan extends Operator {
  private static final int FIRST_ROWS = 32;

  private final ScanTarget target;
  private final long indexOid;
  private final String indexName;
  private final IndexRange range;
  private final boolean backward;
  private final @Nullable Expression filter;
  private final ColumnFiller filler;
  private final Batch fetched;
  private final Batch output;
  private final Selection selection = new Selection();
  private long[] rowIds = new long[FIRST_ROWS];
  private @Nullable EvaluationContext context;
  private @Nullable TableReader table;
  private @Nullable RowIdCursor cursor;
  private long removedRows;

  /// @param backward reverse of the index's order
  /// @param filter further condition over the output columns, or null
  public IndexRangeScan(
      ScanTarget target,
      long indexOid,
      String indexName,
      IndexRange range,
      boolean backward,
      @Nullable Expression filter) {
    super(target.layout());
    this.target = target;
    this.indexOid = indexOid;
    this.indexName = indexName;
    this.range = range;
    this.backward = backward;
    this.filter = filter;
    this.filler = new ColumnFiller(target);
    this.fetched = target.layout().newBatch(FIRST_ROWS);
    this.output = target.layout().newBatch(FIRST_ROWS);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    removedRows = 0;
    cursor = null;
    IndexRange.Keys keys = range.encode(newContext);
    if (keys == null) {
      return;
    }
    TableReader reader = table;
    if (reader == null) {
      reader = newContext.transaction().read(target.tableOid());
      table = reader;
    }
    OrderedIndexReader index = (OrderedIndexReader) reader.index(indexOid);
    cursor = index.range(keys.from(), keys.to(), backward);
    if (rowIds.length != FIRST_ROWS) {
      rowIds = new long[FIRST_ROWS];
    }
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext running = context;
    TableReader reader = table;
    while (running != null && reader != null && cursor != null) {
      running.checkCancelled();
      int count = cursor.next(rowIds);
      if (count == 0) {
        return null;
      }
      filler.fetch(reader, rowIds, count, fetched);
      if (rowIds.length < Column.BATCH_ROWS) {
        rowIds = new long[Math.min(Column.BATCH_ROWS, rowIds.length * 4)];
      }
      if (filter == null) {
        return fetched;
      }
      int kept = selection.choose(filter.evaluate(running, fetched), count);
      removedRows += count - kept;
      if (kept == count) {
        return fetched;
      }
      if (kept > 0) {
        selection.compact(fetched, output);
        return output;
      }
    }
    return null;
  }

  @Override
  protected void stop() {
    context = null;
    cursor = null;
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
    List<Expression> all = new ArrayList<>(range.expressions());
    if (filter != null) {
      all.add(filter);
    }
    return Subplans.of(all);
  }

  @Override
  public void explain(PlanPrinter printer) {
    String direction = backward ? "Index Scan Backward using " : "Index Scan using ";
    printer.node(direction + indexName + " on " + target.name());
    String text = range.text();
    if (text != null) {
      printer.property("Index Cond", text);
    }
    if (filter != null) {
      printer.property("Filter", filter.toString());
      if (instrumentation() != null) {
        printer.property("Rows Removed by Filter", Long.toString(removedRows));
      }
    }
  }
}
