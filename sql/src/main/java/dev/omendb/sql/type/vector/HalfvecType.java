package dev.omendb.sql.type.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.LittleEndian;
import dev.omendb.sql.type.TypeInfo;

/// halfvec(n): float16s, see [DenseVectorType].
public final class HalfvecType extends DenseVectorType {
  private static final String NAME = "halfvec";

  public HalfvecType(TypeInfo info) {
    super(info, NAME, Short.BYTES);
  }

  @Override
  float get(byte[] heap, int at) {
    return Float.float16ToFloat(LittleEndian.getShort(heap, at));
  }

  @Override
  float put(byte[] heap, int at, float value) {
    short half = Float.floatToFloat16(value);
    LittleEndian.putShort(heap, at, half);
    return Float.float16ToFloat(half);
  }

  /// int16 dimensions, int16 0, two bytes each.
  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    if (length < 4) {
      throw InputErrors.insufficientData();
    }
    int dimensions = BigEndian.getShort(source, from);
    int unused = BigEndian.getShort(source, from + 2);
    VectorChecks.dimensions(NAME, dimensions, VectorChecks.MAX_DIMENSIONS);
    VectorChecks.expectedDimensions(typmod, dimensions);
    if (unused != 0) {
      throw VectorChecks.unusedNotZero(unused);
    }
    BytesColumn vectors = (BytesColumn) into;
    int present = Math.min(dimensions, (length - 4) / 2);
    int target = vectors.reserve(2 * dimensions);
    byte[] heap = vectors.heap();
    for (int i = 0; i < present; i++) {
      short half = BigEndian.getShort(source, from + 4 + 2 * i);
      LittleEndian.putShort(heap, target + 2 * i, half);
      VectorChecks.element(NAME, Float.float16ToFloat(half));
    }
    InputErrors.requireLength(length, 4 + 2 * dimensions);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn vectors = (BytesColumn) column;
    int dimensions = vectors.length(row) / 2;
    out.writeShort(dimensions);
    out.writeShort(0);
    out.writeSwappedShorts(vectors.heap(), vectors.offset(row), dimensions);
  }
}
