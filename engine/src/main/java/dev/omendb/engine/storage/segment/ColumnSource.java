package dev.omendb.engine.storage.segment;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.storage.SegmentReader.FixedRows;
import dev.omendb.engine.storage.SegmentReader.Range;
import dev.omendb.engine.storage.SegmentReader.VariableRows;
import org.jspecify.annotations.Nullable;

/// The values of one column of one segment, whatever their encoding. Positions are 0-based and
/// below the row count the caller knows. Thread-safe.
public interface ColumnSource {
  /// Appends the values at [from, to).
  void read(int from, int to, Column into);

  /// Appends the value at one position.
  void read(int position, Column into);

  /// Appends the values at `positions[0..count)`.
  default void read(int[] positions, int count, Column into) {
    for (int i = 0; i < count; i++) {
      read(positions[i], into);
    }
  }

  /// False only when no row is NULL.
  boolean hasNulls();

  boolean isNull(int position);

  default @Nullable FixedRows fixedRows() {
    return null;
  }

  default @Nullable VariableRows variableRows() {
    return null;
  }

  /// Bounds of a block of [Column#BATCH_ROWS] rows, null when unknown.
  default @Nullable Range range(int block) {
    return null;
  }
}
