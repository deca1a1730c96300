package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.index.VectorIndexReader;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.engine.index.VectorIndexReader.SearchStatistics;
import dev.omendb.engine.index.VectorIndexReader.VectorSearch;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.OneRow;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.RowRange;
import dev.omendb.sql.execute.scan.BlockFilter;
import dev.omendb.sql.execute.scan.ColumnFiller;
import dev.omendb.sql.execute.scan.ScanFilter;
import dev.omendb.sql.execute.scan.ScanTarget;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ORDER BY column <-> query` through a vector index: rows in order of distance, as many as the
/// parent asks for. The filter is evaluated over the table's columns first, into a set of rows. A
/// small set is scored row by row, exactly; with a large one the index is searched for rows of the
/// set, so that k rows come back if they exist. Rows without a vector follow when all others are
/// used up, or come first where the order says so. Returns the target's columns, then the distance.
public final class IndexVectorSearch extends Operator {
  /// Rows asked for at first when no LIMIT is known.
  private static final int DEFAULT_ROWS = 100;

  /// Rows asked for at first when a distance bounds the search.
  private static final int RANGE_ROWS = 4096;

  /// Rows asked for beyond the LIMIT where ties have to be told apart.
  private static final int ROWS_BEYOND = 16;

  private final ScanTarget target;
  private final IndexTarget index;
  private final @Nullable ScanFilter filter;
  private final @Nullable BlockFilter blockFilter;

  private final @Nullable PassingRows passingRows;

  /// Finds rows without a key where that is an expression.
  private final @Nullable BlockFilter nullFilter;

  private final @Nullable DistanceBound bound;
  private final RowRange range;
  private final boolean isLimited;
  private final boolean skipsRows;
  private final boolean readsBeyond;
  private final boolean nullsFirst;
  private final SearchEffort effort;
  private final ColumnFiller filler;
  private final Batch fetched;
  private final Batch output;
  private final int[] positions = new int[Column.BATCH_ROWS];
  private final NearestRows found;
  private long[] rowIds = new long[16];
  private double[] distances = new double[16];
  private @Nullable EvaluationContext context;
  private @Nullable TableReader table;
  private @Nullable VectorSearch search;
  private Phase phase = Phase.BEGIN;
  private long mostScanned = Long.MAX_VALUE;
  private int position;

  /// What comes out next.
  private enum Phase {
    BEGIN,
    /// Rows of the index.
    SEARCH,
    /// Rows in `found`, and after them nothing.
    FOUND,
    END
  }

  /// How hard to search, from the session's settings at execution.
  public interface SearchEffort {
    double targetRecall(EvaluationContext context);

    /// hnsw.ef_search or ivfflat.probes when set explicitly, else 0.
    int effort(EvaluationContext context, long indexOid);

    /// Entries after which a search ends though rows are missing: hnsw.max_scan_tuples, or
    /// ivfflat.max_probes as a share of `rows`, when set explicitly; else [Long#MAX_VALUE].
    long mostScanned(EvaluationContext context, long indexOid, long rows);

    /// Whether a search that ends early leaves out rows found late rather than break the order.
    boolean strictOrder(EvaluationContext context, long indexOid);
  }

  /// @param filter over the target's columns, or null
  /// @param ordered the same filter through a btree, or null
  /// @param lasting the filter as others may repeat it, or null
  /// @param bound ends the search; a few rows beyond it may come
  /// @param limit how many rows the parent will want, a hint; null when all within the bound are
  ///     wanted, and every one has to be found
  /// @param readsBeyond the parent will want some more rows than that
  /// @param skipsRows the parent skips rows for their distance, and so may want any number
  /// @param nullsFirst rows without a vector come first instead of last
  /// @param distanceType double precision
  public IndexVectorSearch(
      ScanTarget target,
      IndexTarget index,
      @Nullable ScanFilter filter,
      @Nullable OrderedFilter ordered,
      @Nullable LastingFilter lasting,
      FilterCache filterCache,
      @Nullable DistanceBound bound,
      @Nullable Expression limit,
      @Nullable Expression offset,
      boolean readsBeyond,
      boolean skipsRows,
      boolean nullsFirst,
      SearchEffort effort,
      PgType distanceType) {
    super(target.layout().concat(RowLayout.of(distanceType)));
    this.target = target;
    this.index = index;
    this.filter = filter;
    this.blockFilter = filter == null ? null : new BlockFilter(target, filter);
    this.passingRows =
        filter == null || blockFilter == null
            ? null
            : new PassingRows(
                blockFilter, ordered,
                lasting == null
                    ? null
                    : new FilterKeeping(
                        filterCache, lasting, blockFilter, filter.condition()));
    this.bound = bound;
    this.range = new RowRange(limit, offset);
    this.isLimited = limit != null;
    this.readsBeyond = readsBeyond;
    this.skipsRows = skipsRows;
    ScanFilter withoutKey = index.withoutKey();
    this.nullFilter = withoutKey == null ? null : new BlockFilter(target, withoutKey);
    this.nullsFirst = nullsFirst;
    this.effort = effort;
    this.filler = new ColumnFiller(target);
    this.fetched = target.layout().newBatch(16);
    this.output = layout().newBatch(16);
    this.found = new NearestRows(index.attnum());
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    if (table == null) {
      table = newContext.transaction().read(target.tableOid());
    }
    range.evaluate(newContext);
    endSearch();
    search = null;
    phase = Phase.BEGIN;
    position = 0;
    found.clear();
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext running = context;
    TableReader reader = table;
    if (running == null || reader == null || phase == Phase.END) {
      return null;
    }
    running.checkCancelled();
    if (phase == Phase.BEGIN) {
      begin(running, reader);
    }
    VectorSearch active = search;
    if (phase == Phase.SEARCH && active != null) {
      Batch rows = nextFound(reader);
      if (rows != null) {
        return rows;
      }
      int count = active.next(rowIds, distances);
      if (count > 0) {
        return fetch(reader, rowIds, count);
      }
      phase = Phase.FOUND;
      boolean cutShort = active.statistics().scored() >= mostScanned;
      if (bound == null && !nullsFirst && !cutShort) {
        found.addNulls(rowsWithoutVector(running, reader), Integer.MAX_VALUE);
      }
    }
    Batch rows = nextFound(reader);
    if (rows == null) {
      phase = Phase.END;
    }
    return rows;
  }

  private @Nullable Batch nextFound(TableReader reader) {
    int count = Math.min(found.size() - position, Column.BATCH_ROWS);
    if (count <= 0) {
      return null;
    }
    found.appendDistances(position, count, output.column(fetched.width()));
    fill(reader, found.rowIds(position, count), count);
    position += count;
    return output;
  }

  private Batch fetch(TableReader reader, long[] rows, int count) {
    DoubleColumn distance = (DoubleColumn) output.column(fetched.width());
    distance.clear();
    for (int i = 0; i < count; i++) {
      distance.append(distances[i]);
    }
    fill(reader, rows, count);
    return output;
  }

  private void fill(TableReader reader, long[] rows, int count) {
    filler.fetch(reader, rows, count, fetched);
    for (int c = 0; c < fetched.width(); c++) {
      output.setColumn(c, fetched.column(c));
    }
    output.setSize(count);
  }

  private void begin(EvaluationContext running, TableReader reader) {
    Column value = index.query().evaluate(running, OneRow.noColumns());
    phase = Phase.FOUND;
    if (value.isNull(0)) {
      if (bound == null) {
        found.addNulls(allRows(running, reader), Integer.MAX_VALUE);
      }
      return;
    }
    RowIdFilter passing =
        passingRows == null || index.coversFilter()
            ? null
            : passingRows.of(running, reader, wanted());
    if (bound == null && nullsFirst) {
      found.addNulls(rowsWithoutVector(running, reader), Integer.MAX_VALUE);
    }
    search = beginSearch(running, reader, (BytesColumn) value, passing);
    phase = Phase.SEARCH;
  }

  private VectorSearch beginSearch(
      EvaluationContext running,
      TableReader reader,
      BytesColumn value,
      @Nullable RowIdFilter passing) {
    int wanted = wanted();
    int buffer = Math.min(wanted, Column.BATCH_ROWS);
    if (rowIds.length != buffer) {
      rowIds = new long[buffer];
      distances = new double[buffer];
    }
    boolean isRange = !isLimited && bound != null;
    mostScanned =
        isRange
            ? Long.MAX_VALUE
            : effort.mostScanned(running, index.oid(), reader.estimatedRows());
    // Who reads on and on gets every row, in order: so every search looks everywhere.
    boolean complete = (!isLimited || skipsRows) && mostScanned == Long.MAX_VALUE;
    return ((VectorIndexReader) reader.index(index.oid())).search(
        new VectorIndexReader.VectorQuery(
            value.copy(0),
            wanted,
            complete ? 1 : effort.targetRecall(running),
            complete ? 0 : effort.effort(running, index.oid()),
            passing,
            bound == null ? Double.POSITIVE_INFINITY : bound.farthest(running),
            mostScanned,
            mostScanned < Long.MAX_VALUE && effort.strictOrder(running, index.oid()),
            running::checkCancelled));
  }

  /// How many rows to search for at first.
  private int wanted() {
    if (range.end() == Long.MAX_VALUE) {
      return bound == null ? DEFAULT_ROWS : RANGE_ROWS;
    }
    return (int) Math.max(1, Math.min(range.end(), 1 << 20)) + (readsBeyond ? ROWS_BEYOND : 0);
  }

  /// Visible rows of a block that pass a filter, into `positions`.
  private int select(
      EvaluationContext running,
      @Nullable BlockFilter blocks,
      SegmentReader segment,
      int from,
      int size) {
    running.checkCancelled();
    int to = Math.min(size, from + Column.BATCH_ROWS);
    return blocks == null
        ? segment.selectVisible(from, to, positions)
        : blocks.select(running, segment, from, to, positions);
  }

  private RowIdList allRows(EvaluationContext running, TableReader reader) {
    return collect(running, reader, blockFilter, false);
  }

  private RowIdList rowsWithoutVector(EvaluationContext running, TableReader reader) {
    return nullFilter == null
        ? collect(running, reader, blockFilter, true)
        : collect(running, reader, nullFilter, false);
  }

  /// @param onlyNulls only the rows whose column is NULL
  private RowIdList collect(
      EvaluationContext running,
      TableReader reader,
      @Nullable BlockFilter blocks,
      boolean onlyNulls) {
    RowIdList rows = new RowIdList(Integer.MAX_VALUE);
    if (blocks != null) {
      blocks.start(running);
    }
    for (SegmentReader segment : reader.segments()) {
      if (onlyNulls && !segment.hasNulls(index.attnum())) {
        continue;
      }
      int size = segment.rowCount();
      for (int from = 0; from < size; from += Column.BATCH_ROWS) {
        int count = select(running, blocks, segment, from, size);
        for (int i = 0; i < count; i++) {
          if (!onlyNulls || segment.isNull(index.attnum(), positions[i])) {
            rows.add((long) segment.number() << 32 | positions[i]);
          }
        }
      }
    }
    return rows;
  }

  private void endSearch() {
    if (search != null) {
      search.close();
    }
  }

  @Override
  protected void stop() {
    context = null;
    endSearch();
    TableReader open = table;
    table = null;
    if (open != null) {
      open.close();
    }
  }

  /// True when every row of the index is scored.
  public boolean scoresAll() {
    return index.scoresAll();
  }

  @Override
  public List<Operator> children() {
    return List.of();
  }

  @Override
  public List<Subplan> subplans() {
    List<Expression> all = new ArrayList<>(range.expressions());
    all.add(index.query());
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
    printer.node("Index Scan using " + index.name() + " on " + target.name());
    printer.property("Order By", index.orderText());
    if (filter != null) {
      printer.property("Filter", filter.condition().toString());
    }
    if (instrumentation() == null) {
      return;
    }
    VectorSearch last = search;
    if (last == null) {
      return;
    }
    if (passingRows != null && !index.coversFilter()) {
      printer.property("Filter Evaluated", passingRows.way().text());
    }
    SearchStatistics work = last.statistics();
    if (work.scored() == 0) {
      printer.property("Scored Exactly", Long.toString(work.reranked()));
      return;
    }
    printer.property("Parts", Integer.toString(work.parts()));
    printer.property("Lists Visited", Long.toString(work.listsVisited()));
    printer.property("Scored", Long.toString(work.scored()));
    printer.property("Removed by Filter", Long.toString(work.filteredOut()));
    printer.property("Reranked", Long.toString(work.reranked()));
    printer.property("Tail Rows", Long.toString(work.tailRows()));
    printer.property("Estimated Recall", "%.4f".formatted(work.estimatedRecall()));
  }
}
