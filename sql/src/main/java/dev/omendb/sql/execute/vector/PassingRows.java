package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.scan.BlockFilter;
import dev.omendb.sql.expression.EvaluationContext;
import org.jspecify.annotations.Nullable;

/// How a search gets at the rows that pass its filter. Where they are kept from earlier searches,
/// these are taken; otherwise whatever a sample says is the cheapest: evaluating the filter for the
/// candidates, or a btree where few pass, or evaluating it for all rows. Owned by one operator.
final class PassingRows {
  /// Candidates that a search looks at for each row wanted and passing, about.
  private static final int CANDIDATES = 4;

  /// Rows that a search had better know, since they are few enough to be scored one by one.
  private static final int FEW_ROWS = 2048;

  /// Rows read from a btree at once, before anything is known of how many there are.
  private static final int FIRST_ORDERED = 128;

  /// Rows read from a btree before the filter is better evaluated over the table's columns.
  private static final int MOST_ORDERED = 1024;

  private final BlockFilter filter;
  private final @Nullable OrderedFilter ordered;
  private final @Nullable FilterKeeping keeping;
  private final int[] positions = new int[Column.BATCH_ROWS];
  private Way way = Way.ALL_ROWS;

  /// A way to the rows.
  enum Way {
    KEPT("Kept"),
    BTREE("through Btree"),
    CANDIDATES("for Candidates"),
    ALL_ROWS("for All Rows");

    private final String text;

    Way(String text) {
      this.text = text;
    }

    /// As EXPLAIN ANALYZE says it.
    String text() {
      return text;
    }
  }

  /// @param ordered the same filter through a btree, or null
  /// @param keeping null where the rows may not be kept
  PassingRows(
      BlockFilter filter, @Nullable OrderedFilter ordered, @Nullable FilterKeeping keeping) {
    this.filter = filter;
    this.ordered = ordered;
    this.keeping = keeping;
  }

  /// The one taken last.
  Way way() {
    return way;
  }

  /// @param wanted rows the search will return
  RowIdFilter of(EvaluationContext context, TableReader table, int wanted) {
    FilterKeeping keeper = keeping;
    FilterCache.Key key = keeper == null ? null : keeper.key(context);
    if (keeper == null || key == null) {
      return evaluate(context, table, wanted);
    }
    KnownRows known = keeper.find(context, key, table);
    if (known == null) {
      RowIdFilter rows = evaluate(context, table, wanted);
      long evaluated =
          switch (way) {
            case KEPT -> 0;
            case CANDIDATES -> candidateCost(rows.cardinality(), wanted, tableRows(table));
            case BTREE -> rows.cardinality() * GatheredRows.PICKED_COST;
            case ALL_ROWS -> tableRows(table);
          };
      boolean worth =
          evaluated > 0 && keeper.isWorthKeeping(key, evaluated, tableRows(table));
      known = worth ? keeper.keep(context, key, table) : null;
      if (known == null) {
        return rows;
      }
    }
    way = Way.KEPT;
    return known;
  }

  private RowIdFilter evaluate(EvaluationContext context, TableReader table, int wanted) {
    way = Way.BTREE;
    FewRows few = ordered(context, table, FIRST_ORDERED);
    if (few != null) {
      return few;
    }
    filter.start(context);
    FilterSample sample = FilterSample.take(context, filter, table.segments());
    boolean many = sample.isTelling() && sample.estimate() > FEW_ROWS;
    if (many && isQuicklyGathered(sample, wanted)) {
      way = Way.CANDIDATES;
      return new GatheredRows(context, filter, table, sample, () -> all(context, table));
    }
    few = many ? null : ordered(context, table, MOST_ORDERED);
    if (few != null) {
      return few;
    }
    way = Way.ALL_ROWS;
    return all(context, table);
  }

  private static long tableRows(TableReader table) {
    long rows = 0;
    for (SegmentReader segment : table.segments()) {
      rows += segment.rowCount();
    }
    return rows;
  }

  private @Nullable FewRows ordered(EvaluationContext context, TableReader table, int most) {
    return ordered == null ? null : ordered.rows(context, table, most);
  }

  private static boolean isQuicklyGathered(FilterSample sample, int wanted) {
    return candidateCost(sample.estimate(), wanted, sample.tableRows()) < sample.tableRows();
  }

  /// What evaluating the filter for the candidates of a search costs, in rows of a scan.
  private static long candidateCost(long passing, int wanted, long tableRows) {
    double candidates = (double) CANDIDATES * wanted * tableRows / Math.max(1, passing);
    return (long) (candidates * GatheredRows.PICKED_COST);
  }

  private RowBitmap all(EvaluationContext context, TableReader table) {
    RowBitmap passing = new RowBitmap();
    for (SegmentReader segment : table.segments()) {
      int size = segment.rowCount();
      for (int from = 0; from < size; from += Column.BATCH_ROWS) {
        context.checkCancelled();
        int to = Math.min(size, from + Column.BATCH_ROWS);
        int count = filter.select(context, segment, from, to, positions);
        if (count > 0) {
          passing.add(segment.number(), size, positions, count);
        }
      }
    }
    return passing;
  }
}
