package dev.omendb.engine.storage.segment;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import java.lang.foreign.MemorySegment;

/// One growing column in native memory. One writer at a time; readers take [#plain] and read rows
/// that were published to them. Growth copies into a larger block and leaves the old one to those
/// who still read it.
final class TailColumn {
  private static final int FIRST_ROWS = 16;

  /// A column that outgrows this gets room for a whole segment at once. Pages not written cost
  /// nothing, and growing again would copy.
  private static final long LARGE_BYTES = 1L << 20;

  private final StorageType type;
  private final int width;
  private volatile PlainColumn plain;
  private int capacity = FIRST_ROWS;
  private int rows;
  private long heapBytes;

  TailColumn(StorageType type) {
    this.type = type;
    this.width = PlainColumn.width(type);
    boolean variable = type.kind() == StorageType.Kind.VARIABLE;
    MemorySegment values = NativeMemory.allocate((FIRST_ROWS + 1L) * width);
    if (variable) {
      values.set(JAVA_LONG_UNALIGNED, 0, 0L);
    }
    this.plain =
        new PlainColumn(
            type, values, variable ? NativeMemory.allocate(FIRST_ROWS * 16L) : null, null);
  }

  StorageType type() {
    return type;
  }

  PlainColumn plain() {
    return plain;
  }

  /// Bytes of values held.
  long bytes() {
    return (long) rows * width + heapBytes;
  }

  /// Where VARIABLE bytes of the rows below `position` end.
  long heapEnd(int position) {
    return plain.heap() == null ? 0 : plain.values().get(JAVA_LONG_UNALIGNED, 8L * position);
  }

  /// Appends rows [from, to) of a batch's column.
  void append(Column source, int from, int to) {
    ensureRows(rows + to - from);
    switch (source) {
      case LongColumn longs -> appendLongs(longs, from, to);
      case DoubleColumn doubles -> appendDoubles(doubles, from, to);
      case BytesColumn bytes -> appendBytes(bytes, from, to);
    }
    if (source.hasNulls()) {
      for (int row = from; row < to; row++) {
        if (source.isNull(row)) {
          setNull(rows + row - from);
        }
      }
    }
    rows += to - from;
  }

  /// Appends rows [from, to) of plain memory.
  void append(PlainColumn source, int from, int to) {
    ensureRows(rows + to - from);
    if (source.heap() == null) {
      MemorySegment.copy(
          source.values(),
          (long) from * width,
          plain.values(),
          (long) rows * width,
          (long) (to - from) * width);
    } else {
      MemorySegment offsets = source.values();
      long start = offsets.get(JAVA_LONG_UNALIGNED, 8L * from);
      long length = offsets.get(JAVA_LONG_UNALIGNED, 8L * to) - start;
      ensureHeap(length);
      MemorySegment.copy(source.heap(), start, heap(), heapBytes, length);
      for (int i = from; i < to; i++) {
        long end = offsets.get(JAVA_LONG_UNALIGNED, 8L * i + 8);
        plain
            .values()
            .set(JAVA_LONG_UNALIGNED, 8L * (rows + i - from + 1), heapBytes + end - start);
      }
      heapBytes += length;
    }
    if (source.hasNulls()) {
      for (int i = from; i < to; i++) {
        if (source.isNull(i)) {
          setNull(rows + i - from);
        }
      }
    }
    rows += to - from;
  }

  /// Forgets the rows from `count` on: only for rows nobody else has seen.
  void truncate(int count) {
    heapBytes = heapEnd(count);
    for (int row = count; row < rows && plain.nulls() != null; row++) {
      MemorySegment nulls = plain.nulls();
      byte bits = nulls.get(JAVA_BYTE, row >>> 3);
      nulls.set(JAVA_BYTE, row >>> 3, (byte) (bits & ~(1 << (row & 7))));
    }
    rows = count;
  }

  private void appendLongs(LongColumn source, int from, int to) {
    MemorySegment target = plain.values();
    long[] values = source.values();
    switch (type.kind()) {
      case BOOL -> {
        for (int i = from; i < to; i++) {
          target.set(JAVA_BYTE, rows + i - from, (byte) values[i]);
        }
      }
      case INT2 -> {
        for (int i = from; i < to; i++) {
          target.set(JAVA_SHORT_UNALIGNED, 2L * (rows + i - from), (short) values[i]);
        }
      }
      case INT4 -> {
        for (int i = from; i < to; i++) {
          target.set(JAVA_INT_UNALIGNED, 4L * (rows + i - from), (int) values[i]);
        }
      }
      case INT8 ->
          MemorySegment.copy(values, from, target, JAVA_LONG_UNALIGNED, 8L * rows, to - from);
      case FLOAT4, FLOAT8, FIXED, VARIABLE -> throw new IllegalStateException("not an integer");
    }
  }

  private void appendDoubles(DoubleColumn source, int from, int to) {
    MemorySegment target = plain.values();
    double[] values = source.values();
    if (type.kind() == StorageType.Kind.FLOAT8) {
      MemorySegment.copy(values, from, target, JAVA_DOUBLE_UNALIGNED, 8L * rows, to - from);
      return;
    }
    for (int i = from; i < to; i++) {
      target.set(JAVA_FLOAT_UNALIGNED, 4L * (rows + i - from), (float) values[i]);
    }
  }

  private void appendBytes(BytesColumn source, int from, int to) {
    int row = from;
    while (row < to) {
      int end = runEnd(source, row, to);
      if (plain.heap() != null) {
        appendVariable(source, row, end, rows + row - from);
      } else {
        appendFixed(source, row, end, rows + row - from);
      }
      row = end;
    }
  }

  /// The end of the run of values that lie one behind the other, as readers leave them; a NULL is a
  /// run of its own.
  private static int runEnd(BytesColumn source, int from, int to) {
    int end = from + 1;
    if (!source.isNull(from)) {
      while (end < to
          && source.offset(end) == source.offset(end - 1) + source.length(end - 1)
          && !source.isNull(end)) {
        end++;
      }
    }
    return end;
  }

  private void appendVariable(BytesColumn source, int from, int to, int row) {
    boolean isNull = source.isNull(from);
    int last = to - 1;
    int length = isNull ? 0 : source.offset(last) + source.length(last) - source.offset(from);
    ensureHeap(length);
    MemorySegment.copy(source.heap(), source.offset(from), heap(), JAVA_BYTE, heapBytes, length);
    for (int i = from; i < to; i++) {
      heapBytes += isNull ? 0 : source.length(i);
      plain.values().set(JAVA_LONG_UNALIGNED, 8L * (row + i - from + 1), heapBytes);
    }
  }

  private void appendFixed(BytesColumn source, int from, int to, int row) {
    if (source.isNull(from)) {
      plain.values().asSlice((long) row * width, width).fill((byte) 0);
      return;
    }
    for (int i = from; i < to; i++) {
      if (source.length(i) != width) {
        throw new IllegalArgumentException(
            "a value of %d bytes, not %d".formatted(source.length(i), width));
      }
    }
    MemorySegment.copy(
        source.heap(), source.offset(from),
        plain.values(), JAVA_BYTE, (long) row * width, width * (to - from));
  }

  private MemorySegment heap() {
    MemorySegment heap = plain.heap();
    if (heap == null) {
      throw new IllegalStateException("a fixed-width column has no heap");
    }
    return heap;
  }

  private void setNull(int row) {
    PlainColumn now = plain;
    MemorySegment nulls = now.nulls();
    if (nulls == null) {
      nulls = NativeMemory.allocateZeroed((capacity + 7) >>> 3);
      plain = new PlainColumn(type, now.values(), now.heap(), nulls);
    }
    byte bits = nulls.get(JAVA_BYTE, row >>> 3);
    nulls.set(JAVA_BYTE, row >>> 3, (byte) (bits | (1 << (row & 7))));
  }

  private void ensureRows(int needed) {
    if (needed <= capacity) {
      return;
    }
    int grown = Math.max(needed, grownRows());
    PlainColumn now = plain;
    MemorySegment values = NativeMemory.allocate((grown + 1L) * width);
    long used = (rows + (now.heap() == null ? 0 : 1L)) * width;
    MemorySegment.copy(now.values(), 0, values, 0, used);
    MemorySegment nulls = now.nulls();
    if (nulls != null) {
      MemorySegment larger = NativeMemory.allocateZeroed((grown + 7) >>> 3);
      MemorySegment.copy(nulls, 0, larger, 0, nulls.byteSize());
      nulls = larger;
    }
    capacity = grown;
    plain = new PlainColumn(type, values, now.heap(), nulls);
  }

  private int grownRows() {
    if ((long) capacity * width < LARGE_BYTES) {
      return 2 * capacity;
    }
    long whole = Math.min(Segment.MAX_ROWS, Segment.MAX_BYTES / width + Column.BATCH_ROWS);
    return (int) Math.max(whole, 2L * capacity);
  }

  private void ensureHeap(long extra) {
    PlainColumn now = plain;
    if (heapBytes + extra <= heap().byteSize()) {
      return;
    }
    long twice = 2 * heap().byteSize();
    long grown = twice < LARGE_BYTES ? twice : Math.max(twice, Segment.MAX_BYTES + LARGE_BYTES);
    MemorySegment larger = NativeMemory.allocate(Math.max(heapBytes + extra, grown));
    MemorySegment.copy(heap(), 0, larger, 0, heapBytes);
    plain = new PlainColumn(type, now.values(), larger, now.nulls());
  }
}
