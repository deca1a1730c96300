package dev.omendb.sql.type.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.kernels.SparseDistances;
import dev.omendb.sql.type.LittleEndian;

/// The storage bytes of sparsevec, little-endian: int32 dimensions, int32 count, then `count` int32
/// indices from 0 in ascending order, then `count` float32 values, none of them zero.
public final class SparseCodec {
  public static final int MAX_DIMENSIONS = 1_000_000_000;
  public static final int MAX_COUNT = 16_000;
  public static final int HEADER = 8;

  private SparseCodec() {}

  public static int dimensions(BytesColumn vectors, int row) {
    return LittleEndian.getInt(vectors.heap(), vectors.offset(row));
  }

  /// Elements that are not zero.
  public static int count(BytesColumn vectors, int row) {
    return LittleEndian.getInt(vectors.heap(), vectors.offset(row) + 4);
  }

  /// Index, from 0, of the i-th of them.
  public static int index(BytesColumn vectors, int row, int i) {
    return LittleEndian.getInt(vectors.heap(), vectors.offset(row) + HEADER + 4 * i);
  }

  /// Value of the i-th of them; `count` is [#count].
  public static float value(BytesColumn vectors, int row, int count, int i) {
    return LittleEndian.getFloat(vectors.heap(), vectors.offset(row) + HEADER + 4 * count + 4 * i);
  }

  /// A value as kernels read it.
  public static SparseDistances.Slice slice(BytesColumn vectors, int row) {
    int count = count(vectors, row);
    int indices = vectors.offset(row) + HEADER;
    return new SparseDistances.Slice(vectors.heap(), indices, indices + 4 * count, count);
  }

  /// All indices.
  public static int[] indices(BytesColumn vectors, int row) {
    int[] indices = new int[count(vectors, row)];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = index(vectors, row, i);
    }
    return indices;
  }

  /// All values.
  public static float[] values(BytesColumn vectors, int row) {
    float[] values = new float[count(vectors, row)];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(vectors, row, values.length, i);
    }
    return values;
  }

  /// Appends a value; the caller has checked it. Indices ascend from 0.
  public static void append(
      int dimensions, int[] indices, float[] values, int count, BytesColumn into) {
    int at = reserve(dimensions, count, into);
    byte[] heap = into.heap();
    for (int i = 0; i < count; i++) {
      LittleEndian.putInt(heap, at + 4 * i, indices[i]);
      LittleEndian.putFloat(heap, at + 4 * (count + i), values[i]);
    }
  }

  /// Appends a value whose indices and values are still to be written at the returned place.
  static int reserve(int dimensions, int count, BytesColumn into) {
    int at = into.reserve(HEADER + 8 * count);
    LittleEndian.putInt(into.heap(), at, dimensions);
    LittleEndian.putInt(into.heap(), at + 4, count);
    return at + HEADER;
  }

  /// Errors: 22000, 54000 as pgvector has them.
  public static void checkCount(int count, int dimensions) {
    if (count < 0) {
      throw wrong("sparsevec cannot have negative number of elements");
    }
    if (count > MAX_COUNT) {
      throw new DatabaseException(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          "sparsevec cannot have more than " + MAX_COUNT + " non-zero elements");
    }
    if (count > dimensions) {
      throw new DatabaseException(
          SqlState.PROGRAM_LIMIT_EXCEEDED, "sparsevec cannot have more elements than dimensions");
    }
  }

  /// Requires an index in bounds and above the previous one (-1 for the first).
  public static void checkIndex(int index, int previous, int dimensions) {
    if (index < 0 || index >= dimensions) {
      throw wrong("sparsevec index out of bounds");
    }
    if (index < previous) {
      throw wrong("sparsevec indices must be in ascending order");
    }
    if (index == previous) {
      throw wrong("sparsevec indices must not contain duplicates");
    }
  }

  private static DatabaseException wrong(String message) {
    return new DatabaseException(SqlState.DATA_EXCEPTION, message);
  }
}
