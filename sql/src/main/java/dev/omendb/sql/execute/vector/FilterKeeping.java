package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.scan.BlockFilter;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One operator's use of the [FilterCache]: finds what is kept of its filter, and evaluates it for
/// the rows that came since. Owned by the operator.
final class FilterKeeping {
  /// The class of SQLSTATEs of cancels, timeouts and shutdowns.
  private static final String OPERATOR_INTERVENTION = "57";

  private final FilterCache cache;
  private final LastingFilter identity;
  private final BlockFilter filter;
  private final Expression condition;
  private final int[] positions = new int[Column.BATCH_ROWS];
  private int[] passing = new int[Column.BATCH_ROWS];

  /// @param condition what the filter evaluates
  FilterKeeping(
      FilterCache cache, LastingFilter identity, BlockFilter filter, Expression condition) {
    this.cache = cache;
    this.identity = identity;
    this.filter = filter;
    this.condition = condition;
  }

  /// Null where this execution's rows cannot be kept.
  FilterCache.@Nullable Key key(EvaluationContext context) {
    return identity.key(context, condition);
  }

  /// The rows that pass, if those of the table are kept.
  ///
  /// @param key of this execution
  @Nullable KnownRows find(EvaluationContext context, FilterCache.Key key, TableReader table) {
    KeptRows kept = cache.find(key);
    return kept == null ? null : complete(context, key, table, kept);
  }

  /// The rows that pass, kept from now on; null where some row, perhaps one that nobody sees,
  /// cannot be evaluated.
  @Nullable KnownRows keep(EvaluationContext context, FilterCache.Key key, TableReader table) {
    return complete(context, key, table, KeptRows.none());
  }

  boolean isWorthKeeping(FilterCache.Key key, long evaluated, long tableRows) {
    return cache.isWorthKeeping(key, evaluated, tableRows);
  }

  private @Nullable KnownRows complete(
      EvaluationContext context, FilterCache.Key key, TableReader table, KeptRows kept) {
    filter.start(context);
    try {
      return knownRows(context, key, table, kept);
    } catch (DatabaseException e) {
      if (e.state().code().startsWith(OPERATOR_INTERVENTION)) {
        throw e;
      }
      cache.refuse(key);
      return null;
    }
  }

  private KnownRows knownRows(
      EvaluationContext context, FilterCache.Key key, TableReader table, KeptRows kept) {
    List<SegmentReader> segments = new ArrayList<>();
    List<SegmentRows> rows = new ArrayList<>();
    RowBitmap others = new RowBitmap();
    Map<Object, SegmentRows> known = new IdentityHashMap<>();
    boolean grown = false;
    for (SegmentReader segment : table.segments()) {
      Object segmentIdentity = segment.identity(identity.attnums());
      if (segmentIdentity == null) {
        addVisible(context, segment, others);
        continue;
      }
      SegmentRows before = kept.find(segmentIdentity);
      SegmentRows now = before == null ? SegmentRows.NONE : before;
      if (now.rows() < segment.rowCount()) {
        now = evaluate(context, segment, now);
        grown = true;
      }
      segments.add(segment);
      rows.add(now);
      known.put(segmentIdentity, now);
    }
    if (grown) {
      cache.put(key, kept.with(known));
    }
    return new KnownRows(segments, rows.toArray(new SegmentRows[0]), others, kept.notes());
  }

  /// Evaluates the filter for the rows not known, whether anybody sees them or not.
  private SegmentRows evaluate(
      EvaluationContext context, SegmentReader segment, SegmentRows known) {
    int size = 0;
    int rows = segment.rowCount();
    for (int from = known.rows(); from < rows; ) {
      context.checkCancelled();
      int to = Math.min(rows, from - from % Column.BATCH_ROWS + Column.BATCH_ROWS);
      int count = filter.selectStored(context, segment, from, to, positions);
      if (size + count > passing.length) {
        passing = Arrays.copyOf(passing, 2 * (size + count));
      }
      System.arraycopy(positions, 0, passing, size, count);
      size += count;
      from = to;
    }
    return known.with(rows, passing, size);
  }

  private void addVisible(EvaluationContext context, SegmentReader segment, RowBitmap into) {
    int rows = segment.rowCount();
    for (int from = 0; from < rows; from += Column.BATCH_ROWS) {
      context.checkCancelled();
      int to = Math.min(rows, from + Column.BATCH_ROWS);
      int count = filter.select(context, segment, from, to, positions);
      if (count > 0) {
        into.add(segment.number(), rows, positions, count);
      }
    }
  }
}
