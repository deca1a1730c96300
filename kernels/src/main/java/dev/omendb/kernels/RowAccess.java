package dev.omendb.kernels;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Checks, once per bulk call, that every row a kernel will read lies inside its segment. The
/// kernels behind it read by address without checks of their own.
final class RowAccess {
  private RowAccess() {}

  /// Answers the address of row 0.
  static long check(
      MemorySegment rows,
      long offset,
      long stride,
      long rowBytes,
      int @Nullable [] ids,
      int count,
      float[] scores) {
    if (!rows.isNative()) {
      throw new IllegalArgumentException("rows must lie in native memory");
    }
    Objects.checkFromIndexSize(0, count, scores.length);
    if (count > 0) {
      long first = 0;
      long last = count - 1L;
      if (ids != null) {
        Objects.checkFromIndexSize(0, count, ids.length);
        first = Integer.MAX_VALUE;
        last = Integer.MIN_VALUE;
        for (int i = 0; i < count; i++) {
          first = Math.min(first, ids[i]);
          last = Math.max(last, ids[i]);
        }
      }
      if (first < 0 || stride < 0) {
        throw new IndexOutOfBoundsException("row " + first + ", stride " + stride);
      }
      long end = Math.addExact(Math.multiplyExact(last, stride), rowBytes);
      Objects.checkFromIndexSize(offset, end, rows.byteSize());
    }
    return rows.address() + offset;
  }

  /// Checks `count` values of `bytes` bytes each inside a heap array.
  static void check(byte[] heap, int[] offsets, long bytes, int count, double[] distances) {
    Objects.checkFromIndexSize(0, count, distances.length);
    Objects.checkFromIndexSize(0, count, offsets.length);
    for (int i = 0; i < count; i++) {
      Objects.checkFromIndexSize(offsets[i], bytes, (long) heap.length);
    }
  }

  /// Checks sparse rows: eight bytes for each element.
  static void checkSparse(
      MemorySegment rows, long[] offsets, int[] elements, int count, float[] scores) {
    if (!rows.isNative()) {
      throw new IllegalArgumentException("rows must lie in native memory");
    }
    Objects.checkFromIndexSize(0, count, scores.length);
    for (int i = 0; i < count; i++) {
      Objects.checkFromIndexSize(offsets[i], 8L * elements[i], rows.byteSize());
    }
  }

  static void checkQuery(int queryLength, int dimensions) {
    Objects.checkFromIndexSize(0, dimensions, queryLength);
  }
}
