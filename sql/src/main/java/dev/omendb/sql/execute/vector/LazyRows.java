package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.sql.execute.scan.BlockFilter;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows that pass a filter, found out 64 at a time when one of them is asked for: a search that
/// looks at some hundred rows of a large table need not evaluate the filter over all of it. Owned
/// by one search.
final class LazyRows implements RowIdFilter {
  private static final int UNIT = Long.SIZE;

  /// Units evaluated to estimate how many rows pass.
  private static final int SAMPLED_UNITS = 16;

  /// Passing rows in a sample below which an estimate is worth nothing.
  private static final int LEAST_PASSING = 16;

  /// Passing rows for each row wanted from which a search touches less than all units.
  private static final int WORTHWHILE = 2000;

  private final EvaluationContext context;
  private final BlockFilter filter;
  private final Map<Integer, Piece> pieces = new HashMap<>();
  private final int[] positions = new int[UNIT];
  private long estimate;
  private @Nullable Piece last;

  /// One segment: for each unit whether it was evaluated, and which of its rows pass.
  private static final class Piece {
    final SegmentReader segment;
    final int number;
    final long[] bits;
    final boolean[] known;

    Piece(SegmentReader segment) {
      int units = (segment.rowCount() + UNIT - 1) / UNIT;
      this.segment = segment;
      this.number = segment.number();
      this.bits = new long[units];
      this.known = new boolean[units];
    }
  }

  private LazyRows(EvaluationContext context, BlockFilter filter) {
    this.context = context;
    this.filter = filter;
  }

  /// Answers null where it is better to evaluate the filter over all rows first, since too few
  /// pass: by a sample of them.
  ///
  /// @param filter started
  /// @param wanted rows the search will return
  static @Nullable LazyRows of(
      EvaluationContext context, BlockFilter filter, List<SegmentReader> segments, int wanted) {
    long rows = 0;
    for (SegmentReader segment : segments) {
      rows += segment.rowCount();
    }
    if (rows < (long) WORTHWHILE * wanted) {
      return null;
    }
    LazyRows lazy = new LazyRows(context, filter);
    for (SegmentReader segment : segments) {
      lazy.pieces.put(segment.number(), new Piece(segment));
    }
    lazy.sample(segments, rows);
    return lazy.estimate >= (long) WORTHWHILE * wanted ? lazy : null;
  }

  private void sample(List<SegmentReader> segments, long rows) {
    long step = Math.max(UNIT, rows / SAMPLED_UNITS);
    long next = step / 2;
    long before = 0;
    long sampled = 0;
    long passing = 0;
    for (SegmentReader segment : segments) {
      Piece piece = pieces.get(segment.number());
      while (piece != null && next < before + segment.rowCount()) {
        int unit = (int) (next - before) / UNIT;
        passing += evaluate(piece, unit);
        sampled += Math.min(UNIT, segment.rowCount() - unit * UNIT);
        next += step;
      }
      before += segment.rowCount();
    }
    estimate = passing < LEAST_PASSING ? 0 : passing * rows / sampled;
  }

  @Override
  public boolean contains(long rowId) {
    int number = (int) (rowId >>> 32);
    Piece piece = last;
    if (piece == null || piece.number != number) {
      piece = pieces.get(number);
      last = piece;
    }
    int unit = (int) rowId / UNIT;
    if (piece == null || unit >= piece.bits.length) {
      return false;
    }
    if (!piece.known[unit]) {
      evaluate(piece, unit);
    }
    return (piece.bits[unit] & (1L << rowId)) != 0;
  }

  /// Answers how many rows of the unit pass.
  private int evaluate(Piece piece, int unit) {
    int from = unit * UNIT;
    int to = Math.min(piece.segment.rowCount(), from + UNIT);
    int count = filter.select(context, piece.segment, from, to, positions);
    long bits = 0;
    for (int i = 0; i < count; i++) {
      bits |= 1L << positions[i];
    }
    piece.bits[unit] = bits;
    piece.known[unit] = true;
    return count;
  }

  /// By the sample.
  @Override
  public long cardinality() {
    return estimate;
  }

  @Override
  public long[] members() {
    long[] members = new long[Column.BATCH_ROWS];
    int count = 0;
    for (Piece piece : pieces.values()) {
      for (int position = 0; position < piece.segment.rowCount(); position++) {
        long id = (long) piece.number << 32 | position;
        if (contains(id)) {
          if (count == members.length) {
            members = Arrays.copyOf(members, 2 * count);
          }
          members[count++] = id;
        }
      }
    }
    return Arrays.copyOf(members, count);
  }
}
