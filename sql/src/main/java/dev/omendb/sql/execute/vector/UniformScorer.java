package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.storage.SegmentReader.FixedRows;
import dev.omendb.engine.storage.SegmentReader.VariableRows;
import java.lang.foreign.MemorySegment;

/// For types whose values have as many bytes as the query, each. A VARIABLE column of such values
/// is scored in runs of rows that lie side by side.
abstract class UniformScorer implements VectorScorer {
  private final int[] relative = new int[Column.BATCH_ROWS];
  private final float[] runScores = new float[Column.BATCH_ROWS];

  /// Requires the value at a place to be comparable with the query.
  abstract void check(MemorySegment memory, long at, long bytes);

  /// Scores `count` rows `stride` bytes apart.
  abstract void score(
      MemorySegment memory, long offset, long stride, int count, float[] scores);

  /// Scores rows by number.
  abstract void scoreAt(
      MemorySegment memory, long offset, long stride, int[] ids, int count, float[] scores);

  @Override
  public final void score(FixedRows rows, int from, int count, float[] scores) {
    long offset = rows.offset() + (long) from * rows.width();
    check(rows.memory(), offset, rows.width());
    score(rows.memory(), offset, rows.width(), count, scores);
  }

  @Override
  public final void scoreAt(FixedRows rows, int[] positions, int count, float[] scores) {
    long first = rows.offset() + (long) positions[0] * rows.width();
    check(rows.memory(), first, rows.width());
    scoreAt(rows.memory(), rows.offset(), rows.width(), positions, count, scores);
  }

  @Override
  public final void scoreAt(VariableRows rows, int[] positions, int count, float[] scores) {
    for (int from = 0; from < count; ) {
      int first = positions[from];
      long start = rows.start(first);
      long bytes = rows.start(first + 1) - start;
      int size = 0;
      while (from + size < count) {
        int row = positions[from + size];
        long at = rows.start(row);
        if (at != start + bytes * (row - first)) {
          break;
        }
        check(rows.heap(), at, rows.start(row + 1) - at);
        relative[size++] = row - first;
      }
      scoreAt(rows.heap(), start, bytes, relative, size, runScores);
      System.arraycopy(runScores, 0, scores, from, size);
      from += size;
    }
  }
}
