package dev.omendb.engine.storage.segment;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import it.unimi.dsi.fastutil.objects.Object2IntLinkedOpenHashMap;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The distinct values of a VARIABLE column that has few of them.
///
/// @param bytes of a code
/// @param entries distinct values
/// @param codes one a row; 0 for NULL
/// @param heap `entries + 1` offsets of 8 bytes, then the values
record Dictionary(int bytes, int entries, MemorySegment codes, MemorySegment heap) {
  private static final int MAX_ENTRIES = 1 << 16;

  /// A dictionary pays when a value appears this often.
  private static final int MIN_REPEATS = 4;

  private static final int SAMPLE_ROWS = 1024;

  /// Null when the values are too different.
  static @Nullable Dictionary of(PlainColumn column, int rows) {
    Object2IntLinkedOpenHashMap<ByteBuffer> codes = new Object2IntLinkedOpenHashMap<>();
    codes.defaultReturnValue(-1);
    int[] rowCodes = new int[rows];
    long heapBytes = 0;
    for (int row = 0; row < rows; row++) {
      if (column.isNull(row)) {
        continue;
      }
      ByteBuffer value = value(column, row);
      int code = codes.getInt(value);
      if (code < 0) {
        code = codes.size();
        codes.put(value, code);
        heapBytes += value.remaining();
      }
      rowCodes[row] = code;
      int limit =
          row < SAMPLE_ROWS ? SAMPLE_ROWS / 2 : Math.max(SAMPLE_ROWS / 2, rows / MIN_REPEATS);
      if (codes.size() > limit || codes.size() > MAX_ENTRIES) {
        return null;
      }
    }
    if ((long) codes.size() * MIN_REPEATS > rows) {
      return null;
    }
    int bytes = codes.size() <= 256 ? 1 : 2;
    MemorySegment packed = NativeMemory.allocate((long) bytes * rows);
    for (int row = 0; row < rows; row++) {
      ColumnEncoding.put(packed, bytes, row, rowCodes[row]);
    }
    return new Dictionary(bytes, codes.size(), packed, heap(codes, heapBytes));
  }

  private static ByteBuffer value(PlainColumn column, int row) {
    long start = column.values().get(JAVA_LONG_UNALIGNED, 8L * row);
    long end = column.values().get(JAVA_LONG_UNALIGNED, 8L * row + 8);
    byte[] copy = column.heap().asSlice(start, end - start).toArray(JAVA_BYTE);
    return ByteBuffer.wrap(copy);
  }

  private static MemorySegment heap(Object2IntLinkedOpenHashMap<ByteBuffer> codes, long bytes) {
    long offsets = 8L * (codes.size() + 1);
    MemorySegment heap = NativeMemory.allocate(offsets + bytes);
    long at = 0;
    int entry = 0;
    for (ByteBuffer value : codes.keySet()) {
      heap.set(JAVA_LONG_UNALIGNED, 8L * entry++, at);
      MemorySegment.copy(
          value.array(), 0, heap, JAVA_BYTE, offsets + at, value.remaining());
      at += value.remaining();
    }
    heap.set(JAVA_LONG_UNALIGNED, 8L * entry, at);
    return heap;
  }
}
