package dev.omendb.sql.type.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.Hashing;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.LittleEndian;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.numeric.FloatParser;
import dev.omendb.sql.type.numeric.FloatType;
import dev.omendb.sql.type.numeric.ShortestDecimal;

/// halfvec(n): 1 to 16,000 finite float16s. Typmod is n. Storage: the halves, little-endian and
/// packed, without a header: FIXED(2n) when n is given, else VARIABLE. Ordered element by element,
/// then by dimension.
public final class HalfvecType extends BytesType {
  private static final String NAME = "halfvec";

  public HalfvecType(TypeInfo info) {
    super(info, NAME);
  }

  @Override
  public String displayName(int typmod) {
    return typmod < 0 ? NAME : NAME + "(" + typmod + ")";
  }

  @Override
  public StorageType storage(int typmod) {
    return typmod > 0 ? StorageType.fixed(2 * typmod) : StorageType.VARIABLE;
  }

  @Override
  public int typmodIn(String[] modifiers) {
    return VectorChecks.typmodIn(NAME, modifiers, VectorChecks.MAX_DIMENSIONS);
  }

  /// `[1,2.5,-3e4]`, with spaces anywhere between.
  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    BytesColumn vectors = (BytesColumn) into;
    int at = Ascii.skipSpaces(source, from, to);
    if (at == to || source[at] != '[') {
      throw VectorChecks.syntax(NAME, source, from, to, "Vector contents must start with \"[\".");
    }
    at = Ascii.skipSpaces(source, at + 1, to);
    if (at < to && source[at] == ']') {
      VectorChecks.dimensions(NAME, 0, VectorChecks.MAX_DIMENSIONS);
    }
    // Each element takes two characters at least.
    int most = Math.min(VectorChecks.MAX_DIMENSIONS, (to - at) / 2 + 1);
    int target = vectors.reserve(2 * most);
    byte[] heap = vectors.heap();
    int count = 0;
    while (true) {
      if (count == VectorChecks.MAX_DIMENSIONS) {
        throw VectorChecks.tooManyDimensions(NAME, VectorChecks.MAX_DIMENSIONS);
      }
      at = Ascii.skipSpaces(source, at, to);
      long result = FloatParser.parseFloat(source, at, to);
      if (result == FloatParser.NO_NUMBER) {
        throw InputErrors.syntax(NAME, source, from, to);
      }
      int end = (int) (result >>> 32);
      short half = Float.floatToFloat16(Float.intBitsToFloat((int) result));
      float value = Float.float16ToFloat(half);
      if (Float.isInfinite(value) && FloatParser.isDigits(source, at, end)) {
        throw InputErrors.outOfRange(NAME, source, at, end);
      }
      VectorChecks.element(NAME, value);
      at = Ascii.skipSpaces(source, end, to);
      if (at == to || (source[at] != ',' && source[at] != ']')) {
        throw InputErrors.syntax(NAME, source, from, to);
      }
      LittleEndian.putShort(heap, target + 2 * count++, half);
      if (source[at++] == ']') {
        break;
      }
    }
    if (Ascii.skipSpaces(source, at, to) != to) {
      throw VectorChecks.syntax(NAME, source, from, to, "Junk after closing right brace.");
    }
    VectorChecks.expectedDimensions(typmod, count);
    vectors.trimLast(2 * count);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn vectors = (BytesColumn) column;
    byte[] heap = vectors.heap();
    int from = vectors.offset(row);
    int to = from + vectors.length(row);
    out.writeByte('[');
    for (int at = from; at < to; at += 2) {
      if (at > from) {
        out.writeByte(',');
      }
      ShortestDecimal.write(out, get(heap, at));
    }
    out.writeByte(']');
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

  @Override
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    VectorChecks.expectedDimensions(typmod, ((BytesColumn) source).length(row) / 2);
    into.appendFrom(source, row);
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    BytesColumn left = (BytesColumn) a;
    BytesColumn right = (BytesColumn) b;
    byte[] leftHeap = left.heap();
    byte[] rightHeap = right.heap();
    int leftFrom = left.offset(rowA);
    int rightFrom = right.offset(rowB);
    int common = Math.min(left.length(rowA), right.length(rowB));
    for (int at = 0; at < common; at += 2) {
      float x = get(leftHeap, leftFrom + at);
      float y = get(rightHeap, rightFrom + at);
      if (x != y) {
        return FloatType.compare(x, y);
      }
    }
    return Integer.compare(left.length(rowA), right.length(rowB));
  }

  @Override
  public boolean equal(Column a, int rowA, Column b, int rowB) {
    return compare(a, rowA, b, rowB) == 0;
  }

  @Override
  public long hash(Column column, int row) {
    BytesColumn vectors = (BytesColumn) column;
    int from = vectors.offset(row);
    long hash = vectors.length(row);
    for (int at = from; at < from + vectors.length(row); at += 2) {
      float value = get(vectors.heap(), at);
      hash = Hashing.combine(hash, Float.floatToIntBits(value == 0 ? 0 : value));
    }
    return Hashing.mix(hash);
  }

  /// For each element a byte 1 and four sortable bytes; then a byte 0.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    BytesColumn vectors = (BytesColumn) column;
    int from = vectors.offset(row);
    for (int at = from; at < from + vectors.length(row); at += 2) {
      VectorType.putSortable(get(vectors.heap(), at), into);
    }
    into.putByte(0);
  }

  private static float get(byte[] heap, int at) {
    return Float.float16ToFloat(LittleEndian.getShort(heap, at));
  }
}
