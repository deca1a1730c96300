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

/// vector(n): 1 to 16,000 finite float32s. Typmod is n. Storage: the floats, little-endian and
/// packed, without a header: FIXED(4n) when n is given, else VARIABLE. Ordered element by element,
/// then by dimension.
public final class VectorType extends BytesType {
  private static final String NAME = "vector";

  public VectorType(TypeInfo info) {
    super(info, NAME);
  }

  @Override
  public String displayName(int typmod) {
    return typmod < 0 ? NAME : NAME + "(" + typmod + ")";
  }

  @Override
  public StorageType storage(int typmod) {
    return typmod > 0 ? StorageType.fixed(4 * typmod) : StorageType.VARIABLE;
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
    int target = vectors.reserve(4 * most);
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
      float value = Float.intBitsToFloat((int) result);
      if (Float.isInfinite(value) && FloatParser.isDigits(source, at, end)) {
        throw InputErrors.outOfRange(NAME, source, at, end);
      }
      VectorChecks.element(NAME, value);
      at = Ascii.skipSpaces(source, end, to);
      if (at == to || (source[at] != ',' && source[at] != ']')) {
        throw InputErrors.syntax(NAME, source, from, to);
      }
      LittleEndian.putInt(heap, target + 4 * count++, (int) result);
      if (source[at++] == ']') {
        break;
      }
    }
    if (Ascii.skipSpaces(source, at, to) != to) {
      throw VectorChecks.syntax(NAME, source, from, to, "Junk after closing right brace.");
    }
    VectorChecks.expectedDimensions(typmod, count);
    vectors.trimLast(4 * count);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn vectors = (BytesColumn) column;
    byte[] heap = vectors.heap();
    int from = vectors.offset(row);
    int to = from + vectors.length(row);
    out.writeByte('[');
    for (int at = from; at < to; at += 4) {
      if (at > from) {
        out.writeByte(',');
      }
      ShortestDecimal.write(out, LittleEndian.getFloat(heap, at));
    }
    out.writeByte(']');
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

  @Override
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    VectorChecks.expectedDimensions(typmod, ((BytesColumn) source).length(row) / 4);
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
    for (int at = 0; at < common; at += 4) {
      float x = LittleEndian.getFloat(leftHeap, leftFrom + at);
      float y = LittleEndian.getFloat(rightHeap, rightFrom + at);
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
    for (int at = from; at < from + vectors.length(row); at += 4) {
      float value = LittleEndian.getFloat(vectors.heap(), at);
      hash = Hashing.combine(hash, Float.floatToIntBits(value == 0 ? 0 : value));
    }
    return Hashing.mix(hash);
  }

  /// For each element a byte 1 and four sortable bytes; then a byte 0.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    BytesColumn vectors = (BytesColumn) column;
    int from = vectors.offset(row);
    for (int at = from; at < from + vectors.length(row); at += 4) {
      putSortable(LittleEndian.getFloat(vectors.heap(), at), into);
    }
    into.putByte(0);
  }

  static void putSortable(float value, KeyBuffer into) {
    int bits = Float.floatToIntBits(value == 0 ? 0 : value);
    int sortable = bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
    into.putByte(1);
    into.putByte(sortable >>> 24);
    into.putByte(sortable >>> 16);
    into.putByte(sortable >>> 8);
    into.putByte(sortable);
  }
}
