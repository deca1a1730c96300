package dev.omendb.sql.type.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.numeric.FloatParser;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads `{1:1.5,3:3.5}/5`: indices from 1 in any order, zeros dropped, no duplicates.
final class SparsevecParser {
  private static final String NAME = SparsevecType.NAME;

  private final byte[] source;
  private final int from;
  private final int to;
  private int at;

  /// Index from 0 in the high half, bits of the value in the low half: sorts by index.
  private long[] elements = new long[0];

  private int count;

  SparsevecParser(byte[] source, int from, int to) {
    this.source = source;
    this.from = from;
    this.to = to;
  }

  void parse(int typmod, BytesColumn into) {
    allocate();
    at = Ascii.skipSpaces(source, from, to);
    if (current() != '{') {
      throw malformed("Vector contents must start with \"{\".");
    }
    at = Ascii.skipSpaces(source, at + 1, to);
    if (current() == '}') {
      at++;
    } else {
      readElements();
    }
    skipSpaces();
    if (current() != '/') {
      throw malformed("Unexpected end of input.");
    }
    at++;
    int dimensions = integer();
    skipSpaces();
    if (at != to) {
      throw malformed("Junk after closing.");
    }
    VectorChecks.dimensions(NAME, dimensions, SparseCodec.MAX_DIMENSIONS);
    VectorChecks.expectedDimensions(typmod, dimensions);
    append(dimensions, into);
  }

  private void allocate() {
    int most = 1;
    for (int i = from; i < to; i++) {
      most += source[i] == ',' ? 1 : 0;
    }
    if (most > SparseCodec.MAX_COUNT) {
      throw new DatabaseException(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          "sparsevec cannot have more than " + SparseCodec.MAX_COUNT + " non-zero elements");
    }
    elements = new long[most];
  }

  private void readElements() {
    while (true) {
      long index = integer() - 1L;
      skipSpaces();
      if (current() != ':') {
        throw malformed(null);
      }
      at = Ascii.skipSpaces(source, at + 1, to);
      long result = FloatParser.parseFloat(source, at, to);
      if (result == FloatParser.NO_NUMBER) {
        throw malformed(null);
      }
      int end = (int) (result >>> 32);
      float value = Float.intBitsToFloat((int) result);
      if (isOutOfRange(value, end)) {
        throw InputErrors.outOfRange(NAME, source, at, end);
      }
      VectorChecks.element(NAME, value);
      if (value != 0) {
        elements[count++] = index << 32 | (result & 0xFFFFFFFFL);
      }
      at = Ascii.skipSpaces(source, end, to);
      int separator = current();
      if (separator != ',' && separator != '}') {
        throw malformed(null);
      }
      at++;
      if (separator == '}') {
        return;
      }
    }
  }

  /// strtof's ERANGE: infinite or zero although other digits were written.
  private boolean isOutOfRange(float value, int end) {
    if (Float.isInfinite(value)) {
      return FloatParser.isDigits(source, at, end);
    }
    return value == 0 && !FloatParser.isZero(source, at, end);
  }

  private void append(int dimensions, BytesColumn into) {
    Arrays.sort(elements, 0, count);
    int[] indices = new int[count];
    float[] values = new float[count];
    int previous = -1;
    for (int i = 0; i < count; i++) {
      indices[i] = (int) (elements[i] >> 32);
      values[i] = Float.intBitsToFloat((int) elements[i]);
      SparseCodec.checkIndex(indices[i], previous, dimensions);
      previous = indices[i];
    }
    SparseCodec.append(dimensions, indices, values, count, into);
  }

  /// As strtol reads it, kept within int.
  private int integer() {
    skipSpaces();
    boolean negative = current() == '-';
    if (negative || current() == '+') {
      at++;
    }
    int firstDigit = at;
    long value = 0;
    while (at < to && Ascii.isDigit(source[at])) {
      value = Math.min(value * 10 + (source[at] - '0'), Integer.MAX_VALUE);
      at++;
    }
    if (at == firstDigit) {
      throw malformed(null);
    }
    return (int) (negative ? -value : value);
  }

  private void skipSpaces() {
    at = Ascii.skipSpaces(source, at, to);
  }

  /// -1 at the end.
  private int current() {
    return at < to ? source[at] : -1;
  }

  private DatabaseException malformed(@Nullable String detail) {
    DatabaseException error = InputErrors.syntax(NAME, source, from, to);
    return detail == null ? error : error.detail(detail);
  }
}
