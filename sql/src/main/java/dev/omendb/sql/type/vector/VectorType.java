package dev.omendb.sql.type.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.LittleEndian;
import dev.omendb.sql.type.TypeInfo;

/// vector(n): float32s, see [DenseVectorType].
public final class VectorType extends DenseVectorType {
  private static final String NAME = "vector";

  public VectorType(TypeInfo info) {
    super(info, NAME, Float.BYTES);
  }

  @Override
  float get(byte[] heap, int at) {
    return LittleEndian.getFloat(heap, at);
  }

  @Override
  float put(byte[] heap, int at, float value) {
    LittleEndian.putInt(heap, at, Float.floatToRawIntBits(value));
    return value;
  }

  /// int16 dimensions, int16 0, float4 each.
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
    int present = Math.min(dimensions, (length - 4) / 4);
    int target = vectors.reserve(4 * dimensions);
    requireFinite(source, from + 4, present);
    BigEndian.copyInts(source, from + 4, vectors.heap(), target, present);
    InputErrors.requireLength(length, 4 + 4 * dimensions);
  }

  /// Looks at the exponents alone, byte by byte, which is fast before it is compiled, too.
  private static void requireFinite(byte[] bigEndian, int from, int count) {
    for (int at = from; at < from + 4 * count; at += 4) {
      if ((bigEndian[at] & 0x7f) == 0x7f && bigEndian[at + 1] < 0) {
        VectorChecks.element(NAME, Float.intBitsToFloat(BigEndian.getInt(bigEndian, at)));
      }
    }
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn vectors = (BytesColumn) column;
    int dimensions = vectors.length(row) / 4;
    out.writeShort(dimensions);
    out.writeShort(0);
    out.writeSwappedInts(vectors.heap(), vectors.offset(row), dimensions);
  }
}
