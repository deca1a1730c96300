package dev.omendb.sql.type.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.Hashing;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.numeric.FloatParser;
import dev.omendb.sql.type.numeric.FloatType;
import dev.omendb.sql.type.numeric.ShortestDecimal;

/// A type of 1 to 16,000 finite numbers of one width. Typmod is how many. Storage: the numbers,
/// little-endian and packed, without a header: FIXED when there is a typmod, else VARIABLE. Ordered
/// element by element, then by dimension.
abstract sealed class DenseVectorType extends BytesType permits VectorType, HalfvecType {
  private final String name;
  private final int elementBytes;

  DenseVectorType(TypeInfo info, String name, int elementBytes) {
    super(info, name);
    this.name = name;
    this.elementBytes = elementBytes;
  }

  abstract float get(byte[] heap, int at);

  /// Writes an element and returns what it has become.
  abstract float put(byte[] heap, int at, float value);

  @Override
  public String displayName(int typmod) {
    return typmod < 0 ? name : name + "(" + typmod + ")";
  }

  @Override
  public StorageType storage(int typmod) {
    return typmod > 0 ? StorageType.fixed(elementBytes * typmod) : StorageType.VARIABLE;
  }

  @Override
  public int typmodIn(String[] modifiers) {
    return VectorChecks.typmodIn(name, modifiers, VectorChecks.MAX_DIMENSIONS);
  }

  /// `[1,2.5,-3e4]`, with spaces anywhere between.
  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    BytesColumn vectors = (BytesColumn) into;
    int at = Ascii.skipSpaces(source, from, to);
    if (at == to || source[at] != '[') {
      throw VectorChecks.syntax(name, source, from, to, "Vector contents must start with \"[\".");
    }
    at = Ascii.skipSpaces(source, at + 1, to);
    if (at < to && source[at] == ']') {
      VectorChecks.dimensions(name, 0, VectorChecks.MAX_DIMENSIONS);
    }
    // Each element takes two characters at least.
    int most = Math.min(VectorChecks.MAX_DIMENSIONS, (to - at) / 2 + 1);
    int target = vectors.reserve(elementBytes * most);
    byte[] heap = vectors.heap();
    int count = 0;
    while (true) {
      if (count == VectorChecks.MAX_DIMENSIONS) {
        throw VectorChecks.tooManyDimensions(name, VectorChecks.MAX_DIMENSIONS);
      }
      at = Ascii.skipSpaces(source, at, to);
      long result = FloatParser.parseFloat(source, at, to);
      if (result == FloatParser.NO_NUMBER) {
        throw InputErrors.syntax(name, source, from, to);
      }
      int end = (int) (result >>> 32);
      float value =
          put(heap, target + elementBytes * count, Float.intBitsToFloat((int) result));
      if (Float.isInfinite(value) && FloatParser.isDigits(source, at, end)) {
        throw InputErrors.outOfRange(name, source, at, end);
      }
      VectorChecks.element(name, value);
      at = Ascii.skipSpaces(source, end, to);
      if (at == to || (source[at] != ',' && source[at] != ']')) {
        throw InputErrors.syntax(name, source, from, to);
      }
      count++;
      if (source[at++] == ']') {
        break;
      }
    }
    if (Ascii.skipSpaces(source, at, to) != to) {
      throw VectorChecks.syntax(name, source, from, to, "Junk after closing right brace.");
    }
    VectorChecks.expectedDimensions(typmod, count);
    vectors.trimLast(elementBytes * count);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn vectors = (BytesColumn) column;
    byte[] heap = vectors.heap();
    int from = vectors.offset(row);
    int to = from + vectors.length(row);
    out.writeByte('[');
    for (int at = from; at < to; at += elementBytes) {
      if (at > from) {
        out.writeByte(',');
      }
      ShortestDecimal.write(out, get(heap, at));
    }
    out.writeByte(']');
  }

  @Override
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    VectorChecks.expectedDimensions(typmod, ((BytesColumn) source).length(row) / elementBytes);
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
    for (int at = 0; at < common; at += elementBytes) {
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
    for (int at = from; at < from + vectors.length(row); at += elementBytes) {
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
    for (int at = from; at < from + vectors.length(row); at += elementBytes) {
      putSortable(get(vectors.heap(), at), into);
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
