package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.index.VectorIndexReader;
import dev.omendb.engine.index.VectorIndexReader.SearchStatistics;
import dev.omendb.engine.index.VectorIndexReader.VectorSearch;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.OneRow;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.RowRange;
import dev.omendb.sql.execute.Subplans;
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

/// `ORDER BY column <-> query` through a vector index: rows in order of distance, as many as the
/// parent asks for. The filter is evaluated over the table's columns first, into a set of rows that
/// the index is searched with, so that k rows come back if they exist. Returns the target's
/// columns, then the distance.
public final class IndexVectorSearch extends Operator {
  /// Rows asked for at first when no LIMIT is known.
  private static final int DEFAULT_ROWS = 100;

  private final ScanTarget target;
  private final VectorTarget vectors;
  private final long indexOid;
  private final String indexName;
  private final @Nullable ScanFilter filter;
  private final @Nullable BlockFilter blockFilter;
  private final RowRange range;
  private final SearchEffort effort;
  private final ColumnFiller filler;
  private final Batch fetched;
  private final Batch output;
  private final int[] positions = new int[Column.BATCH_ROWS];
  private long[] rowIds = new long[16];
  private double[] distances = new double[16];
  private @Nullable EvaluationContext context;
  private @Nullable TableReader table;
  private @Nullable VectorSearch search;
  private boolean noQuery;

  /// How hard to search, from the session's settings at execution.
  public interface SearchEffort {
    double targetRecall(EvaluationContext context);

    /// hnsw.ef_search or ivfflat.probes when set explicitly, else 0.
    int effort(EvaluationContext context);
  }

  /// @param filter over the target's columns, or null
  /// @param limit how many rows the parent will want, a hint; null when unknown
  /// @param distanceType double precision
  public IndexVectorSearch(
      ScanTarget target,
      VectorTarget vectors,
      long indexOid,
      String indexName,
      @Nullable ScanFilter filter,
      @Nullable Expression limit,
      @Nullable Expression offset,
      SearchEffort effort,
      PgType distanceType) {
    super(target.layout().concat(RowLayout.of(distanceType)));
    this.target = target;
    this.vectors = vectors;
    this.indexOid = indexOid;
    this.indexName = indexName;
    this.filter = filter;
    this.blockFilter = filter == null ? null : new BlockFilter(target, filter);
    this.range = new RowRange(limit, offset);
    this.effort = effort;
    this.filler = new ColumnFiller(target);
    this.fetched = target.layout().newBatch(16);
    this.output = layout().newBatch(16);
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    range.evaluate(newContext);
    if (search != null) {
      search.close();
      search = null;
    }
    noQuery = false;
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext running = context;
    if (running == null || noQuery) {
      return null;
    }
    running.checkCancelled();
    TableReader reader = table;
    if (reader == null) {
      reader = running.transaction().read(target.tableOid());
      table = reader;
    }
    VectorSearch active = search;
    if (active == null) {
      active = begin(running, reader);
      search = active;
      if (active == null) {
        noQuery = true;
        return null;
      }
    }
    int count = active.next(rowIds, distances);
    if (count == 0) {
      return null;
    }
    filler.fetch(reader, rowIds, count, fetched);
    for (int c = 0; c < fetched.width(); c++) {
      output.setColumn(c, fetched.column(c));
    }
    DoubleColumn distance = (DoubleColumn) output.column(fetched.width());
    distance.clear();
    for (int i = 0; i < count; i++) {
      distance.append(distances[i]);
    }
    output.setSize(count);
    return output;
  }

  /// Null when the query is NULL: no row has a distance then.
  private @Nullable VectorSearch begin(EvaluationContext running, TableReader reader) {
    Column value = vectors.query().evaluate(running, OneRow.noColumns());
    if (value.isNull(0)) {
      return null;
    }
    int wanted =
        range.end() == Long.MAX_VALUE
            ? DEFAULT_ROWS
            : (int) Math.max(1, Math.min(range.end(), 1 << 20));
    int buffer = Math.min(wanted, Column.BATCH_ROWS);
    if (rowIds.length != buffer) {
      rowIds = new long[buffer];
      distances = new double[buffer];
    }
    VectorIndexReader index = (VectorIndexReader) reader.index(indexOid);
    return index.search(
        new VectorIndexReader.VectorQuery(
            ((BytesColumn) value).copy(0),
            wanted,
            effort.targetRecall(running),
            effort.effort(running),
            blockFilter == null ? null : rowsPassing(running, blockFilter, reader),
            Double.POSITIVE_INFINITY));
  }

  private RowBitmap rowsPassing(
      EvaluationContext running, BlockFilter blocks, TableReader reader) {
    RowBitmap passing = new RowBitmap();
    blocks.start(running);
    for (SegmentReader segment : reader.segments()) {
      int size = segment.rowCount();
      for (int from = 0; from < size; from += Column.BATCH_ROWS) {
        running.checkCancelled();
        int to = Math.min(size, from + Column.BATCH_ROWS);
        int count = blocks.select(running, segment, from, to, positions);
        if (count > 0) {
          passing.add(segment.number(), size, positions, count);
        }
      }
    }
    return passing;
  }

  @Override
  protected void stop() {
    context = null;
    if (search != null) {
      search.close();
    }
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
    if (filter != null) {
      all.add(filter.condition());
    }
    return Subplans.of(all);
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Index Scan using " + indexName + " on " + target.name());
    printer.property("Order By", vectors.orderText());
    if (filter != null) {
      printer.property("Filter", filter.condition().toString());
    }
    VectorSearch last = search;
    if (instrumentation() != null && last != null) {
      SearchStatistics work = last.statistics();
      printer.property("Parts", Integer.toString(work.parts()));
      printer.property("Lists Visited", Long.toString(work.listsVisited()));
      printer.property("Scored", Long.toString(work.scored()));
      printer.property("Removed by Filter", Long.toString(work.filteredOut()));
      printer.property("Reranked", Long.toString(work.reranked()));
      printer.property("Tail Rows", Long.toString(work.tailRows()));
      printer.property("Estimated Recall", "%.4f".formatted(work.estimatedRecall()));
    }
  }
}
