package dev.omendb.engine.storage.segment;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.StorageType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// One column of a segment file about to be written: the encoding that suits the values, and the
/// sections in the order of the file.
///
/// @param parameterBytes packed: bytes of a value; dictionary: bytes of a code; else 0
/// @param parameter packed: the base; dictionary: its entries; else 0
record ColumnEncoding(
    StorageType type,
    int encoding,
    int parameterBytes,
    long parameter,
    MemorySegment nulls,
    MemorySegment values,
    MemorySegment heap,
    MemorySegment bounds) {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

  List<MemorySegment> sections() {
    return List.of(nulls, values, heap, bounds);
  }

  static ColumnEncoding of(PlainColumn column, int rows) {
    MemorySegment nulls = nulls(column, rows);
    return switch (column.type().kind()) {
      case BOOL, INT2, INT4, INT8 -> integers(column, rows, nulls);
      case FLOAT4, FLOAT8 ->
          plain(column, rows, nulls, doubleBounds(column, rows));
      case FIXED -> plain(column, rows, nulls, NOTHING);
      case VARIABLE -> variable(column, rows, nulls);
    };
  }

  private static MemorySegment nulls(PlainColumn column, int rows) {
    MemorySegment bitmap = column.nulls();
    if (bitmap == null) {
      return NOTHING;
    }
    for (int row = 0; row < rows; row++) {
      if (column.isNull(row)) {
        return bitmap.asSlice(0, (rows + 7) >>> 3);
      }
    }
    return NOTHING;
  }

  private static ColumnEncoding plain(
      PlainColumn column, int rows, MemorySegment nulls, MemorySegment bounds) {
    MemorySegment values = column.values().asSlice(0, (long) rows * column.type().width());
    return new ColumnEncoding(
        column.type(), SegmentFormat.PLAIN, 0, 0, nulls, values, NOTHING, bounds);
  }

  private static ColumnEncoding integers(PlainColumn column, int rows, MemorySegment nulls) {
    MemorySegment bounds = longBounds(column, rows);
    long minimum = Long.MAX_VALUE;
    long maximum = Long.MIN_VALUE;
    for (long at = 0; at < bounds.byteSize(); at += 16) {
      minimum = Math.min(minimum, bounds.get(SegmentFormat.LONG, at));
      maximum = Math.max(maximum, bounds.get(SegmentFormat.LONG, at + 8));
    }
    int bytes = minimum > maximum ? 1 : PackedColumn.bytesFor(maximum - minimum);
    if (bytes >= column.type().width()) {
      return plain(column, rows, nulls, bounds);
    }
    MemorySegment packed = NativeMemory.allocateZeroed((long) bytes * rows);
    for (int row = 0; row < rows; row++) {
      if (!column.isNull(row)) {
        put(packed, bytes, row, column.longAt(row) - minimum);
      }
    }
    return new ColumnEncoding(
        column.type(), SegmentFormat.PACKED, bytes, minimum, nulls, packed, NOTHING, bounds);
  }

  static void put(MemorySegment into, int bytes, int row, long value) {
    switch (bytes) {
      case 1 -> into.set(JAVA_BYTE, row, (byte) value);
      case 2 -> into.set(JAVA_SHORT_UNALIGNED, 2L * row, (short) value);
      default -> into.set(JAVA_INT_UNALIGNED, 4L * row, (int) value);
    }
  }

  private static MemorySegment longBounds(PlainColumn column, int rows) {
    MemorySegment bounds = newBounds(rows);
    for (int from = 0; from < rows; from += Column.BATCH_ROWS) {
      long minimum = Long.MAX_VALUE;
      long maximum = Long.MIN_VALUE;
      for (int row = from; row < Math.min(rows, from + Column.BATCH_ROWS); row++) {
        if (!column.isNull(row)) {
          long value = column.longAt(row);
          minimum = Math.min(minimum, value);
          maximum = Math.max(maximum, value);
        }
      }
      putBounds(bounds, from, minimum, maximum);
    }
    return bounds;
  }

  /// A block with a NaN has no bounds.
  private static MemorySegment doubleBounds(PlainColumn column, int rows) {
    MemorySegment bounds = newBounds(rows);
    for (int from = 0; from < rows; from += Column.BATCH_ROWS) {
      double minimum = Double.POSITIVE_INFINITY;
      double maximum = Double.NEGATIVE_INFINITY;
      boolean known = false;
      boolean nan = false;
      for (int row = from; row < Math.min(rows, from + Column.BATCH_ROWS); row++) {
        if (!column.isNull(row)) {
          double value = column.doubleAt(row);
          nan |= Double.isNaN(value);
          minimum = Math.min(minimum, value);
          maximum = Math.max(maximum, value);
          known = true;
        }
      }
      if (known && !nan) {
        putBounds(
            bounds,
            from,
            Double.doubleToRawLongBits(minimum),
            Double.doubleToRawLongBits(maximum));
      } else {
        putBounds(bounds, from, Long.MAX_VALUE, Long.MIN_VALUE);
      }
    }
    return bounds;
  }

  private static MemorySegment newBounds(int rows) {
    return NativeMemory.allocate(16L * ((rows + Column.BATCH_ROWS - 1) / Column.BATCH_ROWS));
  }

  private static void putBounds(MemorySegment bounds, int fromRow, long minimum, long maximum) {
    long at = 16L * (fromRow / Column.BATCH_ROWS);
    bounds.set(SegmentFormat.LONG, at, minimum);
    bounds.set(SegmentFormat.LONG, at + 8, maximum);
  }

  private static ColumnEncoding variable(PlainColumn column, int rows, MemorySegment nulls) {
    Dictionary dictionary = Dictionary.of(column, rows);
    if (dictionary != null) {
      return new ColumnEncoding(
          column.type(),
          SegmentFormat.DICTIONARY,
          dictionary.bytes(),
          dictionary.entries(),
          nulls,
          dictionary.codes(),
          dictionary.heap(),
          NOTHING);
    }
    MemorySegment offsets = column.values().asSlice(0, 8L * (rows + 1));
    long end = offsets.get(JAVA_LONG_UNALIGNED, 8L * rows);
    return new ColumnEncoding(
        column.type(),
        SegmentFormat.PLAIN,
        0,
        0,
        nulls,
        offsets,
        column.heap().asSlice(0, end),
        NOTHING);
  }
}
