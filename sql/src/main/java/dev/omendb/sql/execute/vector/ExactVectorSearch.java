package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.sql.execute.OneRow;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowRange;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.scan.BlockFilter;
import dev.omendb.sql.execute.scan.ColumnFiller;
import dev.omendb.sql.execute.scan.ScanFilter;
import dev.omendb.sql.execute.scan.ScanTarget;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ORDER BY column <-> query LIMIT k` without an index: the exact k nearest of the rows that pass
/// the filter. The filter runs first, over its own columns; then the vectors of the rows left are
/// scored where they lie; only the k rows found are fetched. Rows without a vector come last, if at
/// all. Returns the target's columns, then the distance.
public final class ExactVectorSearch extends Operator {
  private final ScanTarget target;
  private final VectorTarget vectors;
  private final @Nullable ScanFilter filter;
  private final @Nullable BlockFilter blockFilter;
  private final @Nullable DistanceBound bound;
  private final boolean nullsFirst;
  private final RowRange range;
  private final SearchWorkers workers;
  private final ColumnFiller filler;
  private final Batch fetched;
  private final Batch output;
  private final int[] positions = new int[Column.BATCH_ROWS];
  private final NearestRows found;
  private @Nullable EvaluationContext context;
  private @Nullable TableReader table;
  private boolean searched;
  private int position;
  private long scoredRows;

  /// @param filter over the target's columns, or null
  /// @param bound leaves out rows that are too far; a little more than it says may come
  /// @param nullsFirst rows without a vector come first instead of last
  /// @param limit offset bigint, reading parameters and outer rows only; null for none
  /// @param distanceType double precision
  public ExactVectorSearch(
      ScanTarget target,
      VectorTarget vectors,
      @Nullable ScanFilter filter,
      @Nullable DistanceBound bound,
      Expression limit,
      @Nullable Expression offset,
      boolean nullsFirst,
      PgType distanceType,
      SearchWorkers workers) {
    super(target.layout().concat(RowLayout.of(distanceType)));
    this.target = target;
    this.vectors = vectors;
    this.filter = filter;
    this.blockFilter = filter == null ? null : new BlockFilter(target, filter);
    this.bound = bound;
    this.nullsFirst = nullsFirst;
    this.range = new RowRange(limit, offset);
    this.workers = workers;
    this.filler = new ColumnFiller(target);
    this.fetched = target.layout().newBatch(16);
    this.output = layout().newBatch(16);
    this.found = new NearestRows(vectors.attnum());
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    if (table == null) {
      table = newContext.transaction().read(target.tableOid());
    }
    range.evaluate(newContext);
    searched = false;
    scoredRows = 0;
    found.clear();
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext running = context;
    TableReader reader = table;
    if (running == null || reader == null || range.limit() == 0) {
      return null;
    }
    if (!searched) {
      searched = true;
      search(running, reader);
      position = (int) Math.min(range.offset(), found.size());
    }
    int count = Math.min(found.size() - position, Column.BATCH_ROWS);
    if (count <= 0) {
      return null;
    }
    filler.fetch(reader, found.rowIds(position, count), count, fetched);
    for (int c = 0; c < fetched.width(); c++) {
      output.setColumn(c, fetched.column(c));
    }
    found.appendDistances(position, count, output.column(fetched.width()));
    output.setSize(count);
    position += count;
    return output;
  }

  private void search(EvaluationContext running, TableReader reader) {
    Column value = vectors.query().evaluate(running, OneRow.noColumns());
    List<SegmentReader> segments = reader.segments();
    long rows = 0;
    for (SegmentReader segment : segments) {
      rows += segment.rowCount();
    }
    int wanted = (int) Math.min(Math.min(range.end(), rows), Integer.MAX_VALUE - 8);
    if (value.isNull(0)) {
      findAny(running, segments, wanted);
      return;
    }
    VectorQuery query = vectors.distance().query((BytesColumn) value, 0);
    ComputeEngine compute = running.compute();
    BlockScorer scorer = new BlockScorer(query, compute, vectors.attnum(), wanted);
    if (blockFilter == null) {
      new VectorScan(segments, vectors.attnum())
          .run(
              running,
              workers,
              scorer,
              () -> new BlockScorer(query, compute, vectors.attnum(), wanted));
    } else {
      scoreFiltered(running, blockFilter, segments, scorer);
    }
    scoredRows = scorer.scored();
    found.take(reader, query, compute, scorer);
    if (bound != null) {
      found.keepWithin(bound.farthest(running));
    } else if (nullsFirst) {
      found.putFirst(scorer.nulls(), wanted);
    } else {
      found.addNulls(scorer.nulls(), wanted);
    }
  }

  private void scoreFiltered(
      EvaluationContext running,
      BlockFilter blocks,
      List<SegmentReader> segments,
      BlockScorer scorer) {
    blocks.start(running);
    for (SegmentReader segment : segments) {
      int size = segment.rowCount();
      for (int from = 0; from < size; from += Column.BATCH_ROWS) {
        running.checkCancelled();
        int to = Math.min(size, from + Column.BATCH_ROWS);
        int count = blocks.select(running, segment, from, to, positions);
        if (count > 0) {
          scorer.scorePositions(segment, positions, count);
        }
      }
    }
  }

  /// The query is NULL, so is every distance: any rows will do.
  private void findAny(EvaluationContext running, List<SegmentReader> segments, int wanted) {
    if (bound != null) {
      return;
    }
    RowIdList any = new RowIdList(wanted);
    if (blockFilter != null) {
      blockFilter.start(running);
    }
    for (SegmentReader segment : segments) {
      for (int from = 0; from < segment.rowCount(); from += Column.BATCH_ROWS) {
        running.checkCancelled();
        int to = Math.min(segment.rowCount(), from + Column.BATCH_ROWS);
        int count =
            blockFilter == null
                ? segment.selectVisible(from, to, positions)
                : blockFilter.select(running, segment, from, to, positions);
        for (int i = 0; i < count; i++) {
          any.add((long) segment.number() << 32 | positions[i]);
        }
      }
    }
    found.addNulls(any, wanted);
  }

  @Override
  protected void stop() {
    context = null;
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
    all.add(vectors.query());
    if (bound != null) {
      all.add(bound.value());
    }
    if (filter != null) {
      all.add(filter.condition());
    }
    return Subplans.of(all);
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Exact Vector Search on " + target.name());
    printer.property("Order By", vectors.orderText());
    if (filter != null) {
      printer.property("Filter", filter.condition().toString());
    }
    if (instrumentation() != null) {
      printer.property("Vectors Scored", Long.toString(scoredRows));
    }
  }
}
