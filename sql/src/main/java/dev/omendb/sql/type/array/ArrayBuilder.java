package dev.omendb.sql.type.array;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.LittleEndian;
import dev.omendb.sql.type.PgType;
import java.util.Arrays;

/// Builds array values in the storage encoding of [ArrayValue]. Append elements to [#elements],
/// then call one of the finish methods, which empties the builder. Confined to one thread.
public final class ArrayBuilder {
  /// PostgreSQL's limit on the elements of one array.
  public static final int MAX_ELEMENTS = 134_217_727;

  private final int elementOid;
  private final StorageType storage;
  private final Column elements;

  public ArrayBuilder(PgType element) {
    this.elementOid = element.oid();
    this.storage = element.storage(-1);
    this.elements = storage.newColumn(16);
  }

  /// The elements so far, NULLs included.
  public Column elements() {
    return elements;
  }

  /// Appends a one-dimensional array from subscript 1 (`{}` without elements).
  public void finish(BytesColumn into) {
    if (elements.size() == 0) {
      finish(0, new int[0], new int[0], into);
    } else {
      finish(1, new int[] {elements.size()}, new int[] {1}, into);
    }
  }

  /// Appends an array of the given shape; `lengths` must multiply to the number of elements.
  public void finish(int dimensions, int[] lengths, int[] lowerBounds, BytesColumn into) {
    int count = elements.size();
    checkSize(lengths, dimensions);
    boolean nulls = elements.hasNulls();
    long size = 12 + 8L * dimensions + (nulls ? (count + 7) / 8 : 0) + elementBytes();
    if (size > Integer.MAX_VALUE - 64) {
      throw tooLarge();
    }
    int at = into.reserve((int) size);
    byte[] heap = into.heap();
    Arrays.fill(heap, at, at + (int) size, (byte) 0);
    LittleEndian.putInt(heap, at, dimensions);
    LittleEndian.putInt(heap, at + 4, nulls ? 1 : 0);
    LittleEndian.putInt(heap, at + 8, elementOid);
    at += 12;
    for (int d = 0; d < dimensions; d++) {
      LittleEndian.putInt(heap, at, lengths[d]);
      LittleEndian.putInt(heap, at + 4, lowerBounds[d]);
      at += 8;
    }
    if (nulls) {
      for (int i = 0; i < count; i++) {
        if (elements.isNull(i)) {
          heap[at + (i >>> 3)] |= (byte) (1 << (i & 7));
        }
      }
      at += (count + 7) / 8;
    }
    switch (elements) {
      case LongColumn longs -> writeLongs(longs, heap, at);
      case DoubleColumn doubles -> writeDoubles(doubles, heap, at);
      case BytesColumn bytes -> writeBytes(bytes, heap, at);
    }
    elements.clear();
  }

  /// Requires shapes that PostgreSQL accepts. Errors: 54000.
  static void checkSize(int[] lengths, int dimensions) {
    if (dimensions > ArrayValue.MAX_DIMENSIONS) {
      throw tooManyDimensions(dimensions);
    }
    long product = 1;
    for (int d = 0; d < dimensions; d++) {
      product *= lengths[d];
      if (lengths[d] < 0 || product > MAX_ELEMENTS) {
        throw tooLarge();
      }
    }
  }

  static DatabaseException tooManyDimensions(int dimensions) {
    return new DatabaseException(
        SqlState.PROGRAM_LIMIT_EXCEEDED,
        "number of array dimensions (%d) exceeds the maximum allowed (%d)"
            .formatted(dimensions, ArrayValue.MAX_DIMENSIONS));
  }

  private static DatabaseException tooLarge() {
    return new DatabaseException(
        SqlState.PROGRAM_LIMIT_EXCEEDED,
        "array size exceeds the maximum allowed (" + MAX_ELEMENTS + ")");
  }

  private long elementBytes() {
    int count = elements.size();
    if (storage.width() > 0) {
      return (long) count * storage.width();
    }
    BytesColumn bytes = (BytesColumn) elements;
    long total = 4L * count;
    for (int i = 0; i < count; i++) {
      total += bytes.isNull(i) ? 0 : bytes.length(i);
    }
    return total;
  }

  private void writeLongs(LongColumn longs, byte[] heap, int start) {
    int at = start;
    for (int i = 0; i < longs.size(); i++, at += storage.width()) {
      long value = longs.isNull(i) ? 0 : longs.get(i);
      switch (storage.kind()) {
        case BOOL -> heap[at] = (byte) value;
        case INT2 -> LittleEndian.putShort(heap, at, (short) value);
        case INT4 -> LittleEndian.putInt(heap, at, (int) value);
        default -> LittleEndian.putLong(heap, at, value);
      }
    }
  }

  private void writeDoubles(DoubleColumn doubles, byte[] heap, int start) {
    int at = start;
    for (int i = 0; i < doubles.size(); i++, at += storage.width()) {
      double value = doubles.isNull(i) ? 0 : doubles.get(i);
      if (storage.kind() == StorageType.Kind.FLOAT4) {
        LittleEndian.putFloat(heap, at, (float) value);
      } else {
        LittleEndian.putDouble(heap, at, value);
      }
    }
  }

  private void writeBytes(BytesColumn bytes, byte[] heap, int start) {
    int count = bytes.size();
    boolean fixed = storage.width() > 0;
    int data = fixed ? start : start + 4 * count;
    int end = 0;
    for (int i = 0; i < count; i++) {
      int length = bytes.isNull(i) ? 0 : bytes.length(i);
      System.arraycopy(bytes.heap(), bytes.offset(i), heap, data + end, length);
      end += fixed ? storage.width() : length;
      if (!fixed) {
        LittleEndian.putInt(heap, start + 4 * i, end);
      }
    }
  }
}
