package dev.omendb.engine.storage;

import dev.omendb.engine.column.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Up to a million rows of one table, stored by column. Positions are 0-based.
public interface SegmentReader {
  /// The high half of its rows' ids.
  int number();

  /// Positions, deleted rows included.
  int rowCount();

  /// True when every position is visible to the snapshot.
  boolean allVisible();

  /// Writes the visible positions in [from, to) to `positions` and returns how many there are.
  int selectVisible(int from, int to, int[] positions);

  boolean isVisible(int position);

  /// Appends the values at positions [from, to) to `into`.
  void read(int attnum, int from, int to, Column into);

  /// Appends the values at `positions[0..count)` (ascending) to `into`.
  void read(int attnum, int[] positions, int count, Column into);

  /// Native memory of a FIXED-width column: row i at `offset() + i * width`. Null when the column
  /// is not stored that way.
  @Nullable FixedRows fixedRows(int attnum);

  /// Native memory of a VARIABLE column. Null when the column is not stored that way.
  @Nullable VariableRows variableRows(int attnum);

  /// True when the column has NULLs in this segment.
  boolean hasNulls(int attnum);

  boolean isNull(int attnum, int position);

  /// Smallest and largest value of an integer or float column over a block of
  /// [Column#BATCH_ROWS]-aligned positions, or null when unknown. NULLs do not count.
  @Nullable Range range(int attnum, int block);

  /// Stands for the segment's values of these columns: what was found out about a position holds
  /// for every reader that answers the same object. Null where values may still be taken back: rows
  /// not committed, and columns added after the segment was begun.
  default @Nullable Object identity(int[] attnums) {
    return null;
  }

  /// @param memory mapped or native; valid while the reader is open
  record FixedRows(MemorySegment memory, long offset, int width) {}

  /// Values of any length, one after another; valid while the reader is open.
  ///
  /// @param ends where row i starts in `heap`, as int64, with one entry more than there are rows
  record VariableRows(MemorySegment ends, MemorySegment heap) {
    /// Where a row's bytes start in `heap`; those of the row before end there.
    public long start(int position) {
      return ends.get(ValueLayout.JAVA_LONG_UNALIGNED, 8L * position);
    }
  }

  /// Bounds as long (integers) or double bits.
  record Range(long minimum, long maximum) {}
}
