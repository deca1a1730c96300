package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.storage.SegmentReader.FixedRows;
import dev.omendb.engine.storage.SegmentReader.VariableRows;

/// Ranks stored vectors by their distance from one query. Errors: 22000 `different vector
/// dimensions 3 and 4` for a vector that cannot be compared. Nothing is allocated per row. Confined
/// to one thread.
interface VectorScorer {
  /// Scores rows [from, from + count).
  void score(FixedRows rows, int from, int count, float[] scores);

  /// Scores the rows at `positions[0..count)`.
  void scoreAt(FixedRows rows, int[] positions, int count, float[] scores);

  /// Scores the rows at `positions[0..count)`, at most as many as a batch has.
  void scoreAt(VariableRows rows, int[] positions, int count, float[] scores);

  /// The score of one value of a column.
  float score(BytesColumn vectors, int row);
}
