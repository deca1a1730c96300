package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.SegmentReader.FixedRows;
import dev.omendb.engine.storage.SegmentReader.VariableRows;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.TopK;

/// Scores blocks of a segment's vectors and keeps the nearest rows: straight from the segment's
/// memory where they lie there as they are, decoded one by one otherwise. Nothing is allocated per
/// row. Confined to one thread; several work on one search.
final class BlockScorer {
  private final VectorScorer scorer;
  private final int attnum;
  private final TopK nearest;
  private final RowIdList nulls;
  private final float[] scores = new float[Column.BATCH_ROWS];
  private final int[] positions = new int[Column.BATCH_ROWS];
  private final BytesColumn vectors = new BytesColumn(16);
  private long scored;

  /// @param limit how many rows to keep
  BlockScorer(VectorQuery query, ComputeEngine compute, int attnum, int limit) {
    this.scorer = query.scorer(compute);
    this.attnum = attnum;
    this.nearest = new TopK(limit);
    this.nulls = new RowIdList(limit);
  }

  /// The nearest rows by score, the row id as id.
  TopK nearest() {
    return nearest;
  }

  /// Some rows without a vector.
  RowIdList nulls() {
    return nulls;
  }

  long scored() {
    return scored;
  }

  /// Adds what another scorer of the same search found.
  void absorb(BlockScorer other) {
    nearest.addAll(other.nearest);
    nulls.addAll(other.nulls);
    scored += other.scored;
  }

  /// Scores the visible rows of a block of at most [Column#BATCH_ROWS] positions.
  void scoreBlock(SegmentReader segment, int from, int to) {
    boolean whole = segment.allVisible();
    if (whole && !segment.hasNulls(attnum)) {
      FixedRows rows = segment.fixedRows(attnum);
      if (rows != null) {
        int count = to - from;
        scorer.score(rows, from, count, scores);
        nearest.addAll(scores, count, (long) segment.number() << 32 | from);
        scored += count;
        return;
      }
    }
    int count = segment.selectVisible(from, to, positions);
    scorePositions(segment, positions, count);
  }

  /// Scores the rows at `chosen[0..count)`, which are visible; NULLs are dropped from
  /// the array.
  void scorePositions(SegmentReader segment, int[] chosen, int count) {
    int present = segment.hasNulls(attnum) ? withoutNulls(segment, chosen, count) : count;
    if (present == 0) {
      return;
    }
    scored += present;
    long base = (long) segment.number() << 32;
    if (!scoreInPlace(segment, chosen, present)) {
      scoreDecoded(segment, chosen, present);
    }
    for (int i = 0; i < present; i++) {
      if (!(scores[i] > nearest.threshold())) {
        nearest.add(scores[i], base | chosen[i]);
      }
    }
  }

  private boolean scoreInPlace(SegmentReader segment, int[] chosen, int count) {
    FixedRows fixed = segment.fixedRows(attnum);
    if (fixed != null) {
      scorer.scoreAt(fixed, chosen, count, scores);
      return true;
    }
    VariableRows variable = segment.variableRows(attnum);
    if (variable != null) {
      scorer.scoreAt(variable, chosen, count, scores);
      return true;
    }
    return false;
  }

  private int withoutNulls(SegmentReader segment, int[] chosen, int count) {
    int present = 0;
    for (int i = 0; i < count; i++) {
      if (segment.isNull(attnum, chosen[i])) {
        nulls.add((long) segment.number() << 32 | chosen[i]);
      } else {
        chosen[present++] = chosen[i];
      }
    }
    return present;
  }

  private void scoreDecoded(SegmentReader segment, int[] chosen, int count) {
    vectors.clear();
    segment.read(attnum, chosen, count, vectors);
    for (int i = 0; i < count; i++) {
      scores[i] = scorer.score(vectors, i);
    }
  }
}
