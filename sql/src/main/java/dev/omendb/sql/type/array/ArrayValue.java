package dev.omendb.sql.type.array;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.sql.type.LittleEndian;
import dev.omendb.sql.type.PgType;

/// Reads one array value where it lies; movable to the next with [#at]. Confined to one thread.
///
/// Storage encoding of an array, integers little-endian int32:
///
/// ```
/// ndim, flags (1 = has NULLs), element oid
/// ndim times: length, lower bound
/// if flags & 1: a bit for each element, 1 = NULL, in ceil(n / 8) bytes, lowest bit first
/// elements of fixed width (by the element's storage without typmod): n times the value,
///   NULLs as zeros
/// others: n times the end of the value, counted from the end of this table; then the values
/// ```
///
/// Elements are in row-major order and in their own type's storage encoding; bool is one byte.
public final class ArrayValue {
  public static final int MAX_DIMENSIONS = 6;

  private final StorageType.Kind kind;
  private final int width;
  private byte[] heap = new byte[0];
  private int dimensions;
  private int dimensionsAt;
  private int count;
  private int nullsAt;
  private int elementsAt;

  public ArrayValue(PgType element) {
    StorageType storage = element.storage(-1);
    this.kind = storage.kind();
    this.width = storage.width();
  }

  /// Moves to another value; returns this.
  public ArrayValue at(Column column, int row) {
    BytesColumn bytes = (BytesColumn) column;
    return at(bytes.heap(), bytes.offset(row));
  }

  /// Moves to the value that starts at `from`; returns this.
  public ArrayValue at(byte[] source, int from) {
    heap = source;
    dimensions = LittleEndian.getInt(source, from);
    boolean nulls = LittleEndian.getInt(source, from + 4) != 0;
    dimensionsAt = from + 12;
    int elements = dimensions == 0 ? 0 : 1;
    for (int d = 0; d < dimensions; d++) {
      elements *= length(d);
    }
    count = elements;
    int next = dimensionsAt + 8 * dimensions;
    nullsAt = nulls ? next : -1;
    elementsAt = nulls ? next + (elements + 7) / 8 : next;
    return this;
  }

  /// Number of dimensions: 0 for an empty array.
  public int dimensions() {
    return dimensions;
  }

  /// Elements along a dimension, counted from 0.
  public int length(int dimension) {
    return LittleEndian.getInt(heap, dimensionsAt + 8 * dimension);
  }

  /// First subscript of a dimension; 1 unless given.
  public int lowerBound(int dimension) {
    return LittleEndian.getInt(heap, dimensionsAt + 8 * dimension + 4);
  }

  /// Elements of all dimensions together.
  public int count() {
    return count;
  }

  public boolean hasNulls() {
    return nullsAt >= 0;
  }

  /// Is element `index` (row-major, from 0) NULL?
  public boolean isNull(int index) {
    return nullsAt >= 0 && (heap[nullsAt + (index >>> 3)] & (1 << (index & 7))) != 0;
  }

  /// An element carried by longs.
  public long longAt(int index) {
    int at = elementsAt + index * width;
    return switch (kind) {
      case BOOL -> heap[at];
      case INT2 -> LittleEndian.getShort(heap, at);
      case INT4 -> LittleEndian.getInt(heap, at);
      default -> LittleEndian.getLong(heap, at);
    };
  }

  /// An element carried by doubles.
  public double doubleAt(int index) {
    int at = elementsAt + index * width;
    return kind == StorageType.Kind.FLOAT4
        ? LittleEndian.getFloat(heap, at)
        : LittleEndian.getDouble(heap, at);
  }

  /// The bytes that [#offset] and [#length(int)] of elements point into.
  public byte[] heap() {
    return heap;
  }

  /// Where the bytes of an element start.
  public int elementOffset(int index) {
    if (width > 0) {
      return elementsAt + index * width;
    }
    int data = elementsAt + 4 * count;
    return index == 0 ? data : data + LittleEndian.getInt(heap, elementsAt + 4 * (index - 1));
  }

  /// Bytes of an element.
  public int elementLength(int index) {
    return width > 0
        ? width
        : elementsAt
            + 4 * count
            + LittleEndian.getInt(heap, elementsAt + 4 * index)
            - elementOffset(index);
  }

  /// Appends an element, NULL included, to a column of the element type.
  public void appendTo(int index, Column into) {
    if (isNull(index)) {
      into.appendNull();
      return;
    }
    switch (into) {
      case LongColumn longs -> longs.append(longAt(index));
      case DoubleColumn doubles -> doubles.append(doubleAt(index));
      case BytesColumn bytes -> bytes.append(heap, elementOffset(index), elementLength(index));
    }
  }

  /// Appends every element in order.
  public void appendAllTo(Column into) {
    for (int i = 0; i < count; i++) {
      appendTo(i, into);
    }
  }

  /// Row-major index of the element with these subscripts, or -1 when out of bounds.
  public int indexOf(int... subscripts) {
    if (subscripts.length != dimensions) {
      return -1;
    }
    int index = 0;
    for (int d = 0; d < dimensions; d++) {
      long place = (long) subscripts[d] - lowerBound(d);
      if (place < 0 || place >= length(d)) {
        return -1;
      }
      index = index * length(d) + (int) place;
    }
    return dimensions == 0 ? -1 : index;
  }
}
