package dev.omendb.sql.execute.vector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which of the first rows of a segment pass a filter, visible or not: a bitmap, or the positions
/// where these are few. Immutable.
final class SegmentRows {
  static final SegmentRows NONE = new SegmentRows(0, 0, null, new int[0]);

  /// Positions are kept instead of bits where at most one in so many rows passes.
  private static final int SPARSE = 64;

  private static final int OVERHEAD_BYTES = 64;

  /// An index takes a bit for each row, and another where it has the row in a second list.
  private static final int NOTED_ROWS_A_BYTE = 4;

  private final int rows;
  private final int count;
  private final long @Nullable [] bits;
  private final int[] positions;

  private SegmentRows(int rows, int count, long @Nullable [] bits, int[] positions) {
    this.rows = rows;
    this.count = count;
    this.bits = bits;
    this.positions = positions;
  }

  /// The same with more rows known.
  ///
  /// @param to rows known then
  /// @param more positions from [#rows] on that pass, ascending
  SegmentRows with(int to, int[] more, int size) {
    int total = count + size;
    if ((long) total * SPARSE <= to) {
      int[] all = Arrays.copyOf(bits == null ? positions : positions(rows), total);
      System.arraycopy(more, 0, all, count, size);
      return new SegmentRows(to, total, null, all);
    }
    int words = (to + Long.SIZE - 1) / Long.SIZE;
    long[] all = bits == null ? new long[words] : Arrays.copyOf(bits, words);
    for (int i = 0; bits == null && i < count; i++) {
      all[positions[i] >>> 6] |= 1L << positions[i];
    }
    for (int i = 0; i < size; i++) {
      all[more[i] >>> 6] |= 1L << more[i];
    }
    return new SegmentRows(to, total, all, new int[0]);
  }

  /// Rows known.
  int rows() {
    return rows;
  }

  /// Rows that pass.
  int count() {
    return count;
  }

  boolean contains(int position) {
    long[] dense = bits;
    if (dense == null) {
      return Arrays.binarySearch(positions, position) >= 0;
    }
    int word = position >>> 6;
    return word < dense.length && (dense[word] & (1L << position)) != 0;
  }

  /// Positions below `end` that pass, ascending.
  int[] positions(int end) {
    long[] dense = bits;
    if (dense == null) {
      int found = Arrays.binarySearch(positions, end);
      return Arrays.copyOf(positions, found >= 0 ? found : -found - 1);
    }
    int[] all = new int[count];
    int size = 0;
    int words = Math.min(dense.length, (end + Long.SIZE - 1) / Long.SIZE);
    for (int word = 0; word < words; word++) {
      for (long left = dense[word]; left != 0; left &= left - 1) {
        all[size++] = (word << 6) + Long.numberOfTrailingZeros(left);
      }
    }
    while (size > 0 && all[size - 1] >= end) {
      size--;
    }
    return Arrays.copyOf(all, size);
  }

  /// With what an index notes for itself.
  long bytes() {
    long noted = rows / NOTED_ROWS_A_BYTE;
    return OVERHEAD_BYTES + noted + 4L * positions.length + (bits == null ? 0 : 8L * bits.length);
  }
}
