package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.index.OrderedIndexReader;
import dev.omendb.engine.index.RowIdCursor;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.scan.ColumnFiller;
import dev.omendb.sql.execute.scan.IndexRange;
import dev.omendb.sql.execute.scan.ScanTarget;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds the rows that pass a search's filter through a btree, when these are few: how many there
/// are depends on the bounds, which may be parameters, and shows when it runs. Confined to one plan
/// instance.
public final class OrderedFilter {
  private static final int BATCH_ROWS = 256;

  private final long indexOid;
  private final IndexRange range;
  private final @Nullable Expression condition;
  private final ColumnFiller filler;
  private final Batch fetched;
  private final Selection selection = new Selection();
  private final long[] batch = new long[BATCH_ROWS];

  /// @param target the columns the condition reads
  /// @param condition what the btree leaves to check, over the target's columns; or null
  public OrderedFilter(
      long indexOid, IndexRange range, ScanTarget target, @Nullable Expression condition) {
    this.indexOid = indexOid;
    this.range = range;
    this.condition = condition;
    this.filler = new ColumnFiller(target);
    this.fetched = target.layout().newBatch(BATCH_ROWS);
  }

  /// The rows that pass, or null when the btree's range holds more than `most`.
  @Nullable FewRows rows(EvaluationContext context, TableReader table, int most) {
    IndexRange.Keys keys = range.encode(context);
    if (keys == null) {
      return new FewRows(new long[0]);
    }
    OrderedIndexReader index = (OrderedIndexReader) table.index(indexOid);
    RowIdCursor cursor = index.range(keys.from(), keys.to(), false);
    long[] passing = new long[BATCH_ROWS];
    int size = 0;
    int read = 0;
    for (int count = cursor.next(batch); count > 0; count = cursor.next(batch)) {
      read += count;
      if (read > most) {
        return null;
      }
      int kept = keepPassing(context, table, count);
      if (size + kept > passing.length) {
        passing = Arrays.copyOf(passing, 2 * passing.length + kept);
      }
      System.arraycopy(batch, 0, passing, size, kept);
      size += kept;
    }
    Arrays.sort(passing, 0, size);
    return new FewRows(Arrays.copyOf(passing, size));
  }

  /// Moves the rows of the batch that meet the condition to its front.
  private int keepPassing(EvaluationContext context, TableReader table, int count) {
    Expression rest = condition;
    if (rest == null) {
      return count;
    }
    filler.fetch(table, batch, count, fetched);
    int kept = selection.choose(rest.evaluate(context, fetched), count);
    for (int i = 0; i < kept; i++) {
      batch[i] = batch[selection.rows()[i]];
    }
    return kept;
  }
}
