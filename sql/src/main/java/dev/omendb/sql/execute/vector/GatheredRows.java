package dev.omendb.sql.execute.vector;

import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.scan.BlockFilter;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The rows that pass a filter, evaluated over the candidates of a search as they come: a search
/// that looks at some hundred rows need not evaluate the filter over a whole table. When more come
/// than expected, over all rows after all. Owned by one search.
final class GatheredRows implements RowIdFilter {
  /// What evaluating the filter for a row costs when it is picked by its id, in rows of a scan.
  static final int PICKED_COST = 12;

  private final EvaluationContext context;
  private final BlockFilter filter;
  private final TableReader table;
  private final FilterSample sample;
  private final Supplier<RowBitmap> all;
  private final long[] one = new long[1];
  private long picked;
  private @Nullable RowBitmap evaluated;

  /// @param filter started
  /// @param all evaluates the filter over all rows
  GatheredRows(
      EvaluationContext context,
      BlockFilter filter,
      TableReader table,
      FilterSample sample,
      Supplier<RowBitmap> all) {
    this.context = context;
    this.filter = filter;
    this.table = table;
    this.sample = sample;
    this.all = all;
  }

  @Override
  public boolean contains(long rowId) {
    one[0] = rowId;
    return keep(one, 1) == 1;
  }

  @Override
  public int keep(long[] rowIds, int count) {
    RowBitmap known = evaluated;
    if (known == null && picked * PICKED_COST > sample.tableRows()) {
      known = all();
    }
    if (known != null) {
      return known.keep(rowIds, count);
    }
    picked += count;
    return filter.keep(context, table, rowIds, count);
  }

  /// By the sample.
  @Override
  public long cardinality() {
    return sample.estimate();
  }

  @Override
  public long[] members() {
    return all().members();
  }

  private RowBitmap all() {
    RowBitmap known = evaluated;
    if (known == null) {
      known = all.get();
      evaluated = known;
    }
    return known;
  }
}
