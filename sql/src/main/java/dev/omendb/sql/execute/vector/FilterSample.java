package dev.omendb.sql.execute.vector;

import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.sql.execute.scan.BlockFilter;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;

/// Estimates how many rows pass a filter by evaluating it for some, spread evenly over the table.
///
/// @param tableRows rows of the table, dead ones included
/// @param sampled rows looked at
/// @param passing how many of them passed
record FilterSample(long tableRows, long sampled, long passing) {
  /// Rows looked at together.
  private static final int ROUND = 256;

  /// Passing rows in a sample from which an estimate is worth something.
  private static final int ENOUGH = 16;

  /// The sample grows up to this share of the table while too few rows pass.
  private static final int LARGEST_SHARE = 64;

  /// @param filter started
  static FilterSample take(
      EvaluationContext context, BlockFilter filter, List<SegmentReader> segments) {
    long rows = 0;
    for (SegmentReader segment : segments) {
      rows += segment.rowCount();
    }
    long rounds = Math.max(1, rows / LARGEST_SHARE / ROUND);
    long passing = 0;
    long sampled = 0;
    for (long round = 0; round < rounds && passing < ENOUGH; round++) {
      passing += round(context, filter, segments, rows, (double) round / rounds);
      sampled += Math.min(rows, ROUND);
    }
    return new FilterSample(rows, sampled, passing);
  }

  /// @param shift where between two rows of the first round this round's lie, from 0 to 1
  private static int round(
      EvaluationContext context,
      BlockFilter filter,
      List<SegmentReader> segments,
      long rows,
      double shift) {
    context.checkCancelled();
    double step = Math.max(1, (double) rows / ROUND);
    double next = step * shift;
    int[] positions = new int[ROUND + 1];
    long before = 0;
    int passing = 0;
    for (SegmentReader segment : segments) {
      long end = before + segment.rowCount();
      int count = 0;
      for (; next < end && count < positions.length; next += step) {
        int position = (int) (next - before);
        if (segment.isVisible(position)) {
          positions[count++] = position;
        }
      }
      if (count > 0) {
        passing += filter.count(context, segment, positions, count);
      }
      before = end;
    }
    return passing;
  }

  /// True when enough rows passed for an estimate.
  boolean isTelling() {
    return passing >= ENOUGH;
  }

  /// The share of rows that pass.
  double share() {
    return sampled == 0 ? 0 : (double) passing / sampled;
  }

  long estimate() {
    return (long) (share() * tableRows);
  }
}
