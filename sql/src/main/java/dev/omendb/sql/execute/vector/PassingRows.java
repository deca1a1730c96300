package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.scan.BlockFilter;
import dev.omendb.sql.expression.EvaluationContext;
import org.jspecify.annotations.Nullable;

/// How a search gets at the rows that pass its filter, whichever way a sample says is the cheapest:
/// by evaluating it for the candidates, or through a btree where few pass, or over all rows. Owned
/// by one operator.
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
  private final int[] positions = new int[Column.BATCH_ROWS];

  /// @param ordered the same filter through a btree, or null
  PassingRows(BlockFilter filter, @Nullable OrderedFilter ordered) {
    this.filter = filter;
    this.ordered = ordered;
  }

  /// @param wanted rows the search will return
  RowIdFilter of(EvaluationContext context, TableReader table, int wanted) {
    FewRows few = ordered(context, table, FIRST_ORDERED);
    if (few != null) {
      return few;
    }
    filter.start(context);
    FilterSample sample = FilterSample.take(context, filter, table.segments());
    boolean many = sample.isTelling() && sample.estimate() > FEW_ROWS;
    if (many && isQuicklyGathered(sample, wanted)) {
      return new GatheredRows(context, filter, table, sample, () -> all(context, table));
    }
    few = many ? null : ordered(context, table, MOST_ORDERED);
    return few == null ? all(context, table) : few;
  }

  private @Nullable FewRows ordered(EvaluationContext context, TableReader table, int most) {
    return ordered == null ? null : ordered.rows(context, table, most);
  }

  private static boolean isQuicklyGathered(FilterSample sample, int wanted) {
    double candidates = CANDIDATES * wanted / sample.share();
    return candidates * GatheredRows.PICKED_COST < sample.tableRows();
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
