package dev.omendb.sql.type.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.DecimalWriter;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.LittleEndian;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.numeric.ShortestDecimal;

/// sparsevec(n): a vector of up to a billion dimensions with at most 16,000 non-zero float32s.
/// Typmod is n. Storage, little-endian: see [SparseCodec]. Ordered as the dense vectors are.
public final class SparsevecType extends BytesType {
  static final String NAME = "sparsevec";

  public SparsevecType(TypeInfo info) {
    super(info, NAME);
  }

  @Override
  public String displayName(int typmod) {
    return typmod < 0 ? NAME : NAME + "(" + typmod + ")";
  }

  @Override
  public int typmodIn(String[] modifiers) {
    return VectorChecks.typmodIn(NAME, modifiers, SparseCodec.MAX_DIMENSIONS);
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    new SparsevecParser(source, from, to).parse(typmod, (BytesColumn) into);
  }

  /// `{1:1.5,3:3.5}/5`, indices from 1.
  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn vectors = (BytesColumn) column;
    int count = SparseCodec.count(vectors, row);
    out.writeByte('{');
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.writeByte(',');
      }
      DecimalWriter.write(out, SparseCodec.index(vectors, row, i) + 1L);
      out.writeByte(':');
      ShortestDecimal.write(out, SparseCodec.value(vectors, row, count, i));
    }
    out.writeByte('}');
    out.writeByte('/');
    DecimalWriter.write(out, SparseCodec.dimensions(vectors, row));
  }

  /// int32 dimensions, count, 0; the indices from 0; the float4 values.
  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    if (length < 12) {
      throw InputErrors.insufficientData();
    }
    int dimensions = BigEndian.getInt(source, from);
    int count = BigEndian.getInt(source, from + 4);
    int unused = BigEndian.getInt(source, from + 8);
    VectorChecks.dimensions(NAME, dimensions, SparseCodec.MAX_DIMENSIONS);
    SparseCodec.checkCount(count, dimensions);
    VectorChecks.expectedDimensions(typmod, dimensions);
    if (unused != 0) {
      throw VectorChecks.unusedNotZero(unused);
    }
    BytesColumn vectors = (BytesColumn) into;
    int target = SparseCodec.reserve(dimensions, count, vectors);
    byte[] heap = vectors.heap();
    int words = (length - 12) / 4;
    int previous = -1;
    for (int i = 0; i < 2 * count; i++) {
      if (i == words) {
        throw InputErrors.insufficientData();
      }
      int word = BigEndian.getInt(source, from + 12 + 4 * i);
      if (i < count) {
        SparseCodec.checkIndex(word, previous, dimensions);
        previous = word;
      } else {
        float value = Float.intBitsToFloat(word);
        VectorChecks.element(NAME, value);
        if (value == 0) {
          throw new DatabaseException(
              SqlState.DATA_EXCEPTION,
              "binary representation of sparsevec cannot contain zero values");
        }
      }
      LittleEndian.putInt(heap, target + 4 * i, word);
    }
    InputErrors.requireLength(length, 12 + 8 * count);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn vectors = (BytesColumn) column;
    int from = vectors.offset(row);
    int count = SparseCodec.count(vectors, row);
    out.writeInt(SparseCodec.dimensions(vectors, row));
    out.writeInt(count);
    out.writeInt(0);
    out.writeSwappedInts(vectors.heap(), from + SparseCodec.HEADER, 2 * count);
  }

  @Override
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    VectorChecks.expectedDimensions(typmod, SparseCodec.dimensions((BytesColumn) source, row));
    into.appendFrom(source, row);
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    BytesColumn left = (BytesColumn) a;
    BytesColumn right = (BytesColumn) b;
    int leftCount = SparseCodec.count(left, rowA);
    int rightCount = SparseCodec.count(right, rowB);
    int common = Math.min(leftCount, rightCount);
    for (int i = 0; i < common; i++) {
      int x = SparseCodec.index(left, rowA, i);
      int y = SparseCodec.index(right, rowB, i);
      float xValue = SparseCodec.value(left, rowA, leftCount, i);
      float yValue = SparseCodec.value(right, rowB, rightCount, i);
      if (x != y) {
        // The nearer element stands against a zero.
        return x < y ? (xValue < 0 ? -1 : 1) : (yValue < 0 ? 1 : -1);
      }
      if (xValue != yValue) {
        return xValue < yValue ? -1 : 1;
      }
    }
    int leftDimensions = SparseCodec.dimensions(left, rowA);
    int rightDimensions = SparseCodec.dimensions(right, rowB);
    if (leftCount < rightCount && SparseCodec.index(right, rowB, common) < leftDimensions) {
      return SparseCodec.value(right, rowB, rightCount, common) < 0 ? 1 : -1;
    }
    if (leftCount > rightCount && SparseCodec.index(left, rowA, common) < rightDimensions) {
      return SparseCodec.value(left, rowA, leftCount, common) < 0 ? -1 : 1;
    }
    return Integer.compare(leftDimensions, rightDimensions);
  }

  /// The dense vector with runs of zeros counted. A run that ends in a negative element or in the
  /// end of the vector sorts lower the shorter it is, one that ends in a positive element higher:
  /// byte 1, length, then 0 (end) or 1 and the element; or byte 3, inverted length, the element.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    BytesColumn vectors = (BytesColumn) column;
    int count = SparseCodec.count(vectors, row);
    int next = 0;
    for (int i = 0; i < count; i++) {
      int index = SparseCodec.index(vectors, row, i);
      float value = SparseCodec.value(vectors, row, count, i);
      int zeros = index - next;
      into.putByte(value < 0 ? 1 : 3);
      putInt(value < 0 ? zeros : ~zeros, into);
      DenseVectorType.putSortable(value, into);
      next = index + 1;
    }
    into.putByte(1);
    putInt(SparseCodec.dimensions(vectors, row) - next, into);
    into.putByte(0);
  }

  private static void putInt(int value, KeyBuffer into) {
    into.putByte(value >>> 24);
    into.putByte(value >>> 16);
    into.putByte(value >>> 8);
    into.putByte(value);
  }
}
