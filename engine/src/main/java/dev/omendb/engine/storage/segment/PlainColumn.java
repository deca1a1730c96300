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
import dev.omendb.engine.storage.SegmentReader.FixedRows;
import dev.omendb.engine.storage.SegmentReader.VariableRows;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Values as they are, row after row, in native memory: in a tail, or mapped from a file.
///
/// @param values row i at `i * width`; for VARIABLE: where row i's bytes start in `heap` (int64),
///     with one entry more than there are rows
/// @param heap bytes of VARIABLE values, else null
/// @param nulls bit i set (least significant bit of a byte first): row i is NULL; null: none is
record PlainColumn(
    StorageType type,
    MemorySegment values,
    @Nullable MemorySegment heap,
    @Nullable MemorySegment nulls)
    implements ColumnSource {

  /// Bytes of a row in `values`.
  static int width(StorageType type) {
    return type.kind() == StorageType.Kind.VARIABLE ? 8 : type.width();
  }

  @Override
  public void read(int from, int to, Column into) {
    if (nulls != null) {
      for (int position = from; position < to; position++) {
        read(position, into);
      }
      return;
    }
    switch (into) {
      case LongColumn longs -> readLongs(from, to, longs);
      case DoubleColumn doubles -> readDoubles(from, to, doubles);
      case BytesColumn bytes -> {
        for (int position = from; position < to; position++) {
          readBytes(position, bytes);
        }
      }
    }
  }

  @Override
  public void read(int position, Column into) {
    if (isNull(position)) {
      into.appendNull();
      return;
    }
    switch (into) {
      case LongColumn longs -> longs.append(longAt(position));
      case DoubleColumn doubles -> doubles.append(doubleAt(position));
      case BytesColumn bytes -> readBytes(position, bytes);
    }
  }

  long longAt(int position) {
    return switch (type.kind()) {
      case BOOL -> values.get(JAVA_BYTE, position);
      case INT2 -> values.get(JAVA_SHORT_UNALIGNED, 2L * position);
      case INT4 -> values.get(JAVA_INT_UNALIGNED, 4L * position);
      case INT8 -> values.get(JAVA_LONG_UNALIGNED, 8L * position);
      case FLOAT4, FLOAT8, FIXED, VARIABLE -> throw new IllegalStateException("not an integer");
    };
  }

  double doubleAt(int position) {
    return type.kind() == StorageType.Kind.FLOAT4
        ? values.get(JAVA_FLOAT_UNALIGNED, 4L * position)
        : values.get(JAVA_DOUBLE_UNALIGNED, 8L * position);
  }

  private void readLongs(int from, int to, LongColumn into) {
    int at = into.size();
    into.resize(at + to - from);
    long[] target = into.values();
    switch (type.kind()) {
      case BOOL -> {
        for (int i = from; i < to; i++) {
          target[at++] = values.get(JAVA_BYTE, i);
        }
      }
      case INT2 -> {
        for (int i = from; i < to; i++) {
          target[at++] = values.get(JAVA_SHORT_UNALIGNED, 2L * i);
        }
      }
      case INT4 -> {
        for (int i = from; i < to; i++) {
          target[at++] = values.get(JAVA_INT_UNALIGNED, 4L * i);
        }
      }
      case INT8 ->
          MemorySegment.copy(values, JAVA_LONG_UNALIGNED, 8L * from, target, at, to - from);
      case FLOAT4, FLOAT8, FIXED, VARIABLE -> throw new IllegalStateException("not an integer");
    }
  }

  private void readDoubles(int from, int to, DoubleColumn into) {
    int at = into.size();
    into.resize(at + to - from);
    double[] target = into.values();
    if (type.kind() == StorageType.Kind.FLOAT8) {
      MemorySegment.copy(values, JAVA_DOUBLE_UNALIGNED, 8L * from, target, at, to - from);
      return;
    }
    for (int i = from; i < to; i++) {
      target[at++] = values.get(JAVA_FLOAT_UNALIGNED, 4L * i);
    }
  }

  private void readBytes(int position, BytesColumn into) {
    if (heap == null) {
      int width = type.width();
      int at = into.reserve(width);
      MemorySegment.copy(values, JAVA_BYTE, (long) position * width, into.heap(), at, width);
      return;
    }
    long start = values.get(JAVA_LONG_UNALIGNED, 8L * position);
    int length = (int) (values.get(JAVA_LONG_UNALIGNED, 8L * position + 8) - start);
    int at = into.reserve(length);
    MemorySegment.copy(heap, JAVA_BYTE, start, into.heap(), at, length);
  }

  @Override
  public boolean hasNulls() {
    return nulls != null;
  }

  @Override
  public boolean isNull(int position) {
    return nulls != null
        && (nulls.get(JAVA_BYTE, position >>> 3) & (1 << (position & 7))) != 0;
  }

  @Override
  public @Nullable VariableRows variableRows() {
    return heap == null ? null : new VariableRows(values, heap);
  }

  @Override
  public @Nullable FixedRows fixedRows() {
    return type.kind() == StorageType.Kind.FIXED ? new FixedRows(values, 0, type.width()) : null;
  }
}
