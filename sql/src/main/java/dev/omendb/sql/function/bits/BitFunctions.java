package dev.omendb.sql.function.bits;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.kernels.BitMetric;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.LittleEndian;
import dev.omendb.sql.type.bit.BitCodec;

/// Operators and functions of bit and varbit, pgvector's bit distances, and binary_quantize.
public final class BitFunctions {
  private BitFunctions() {}

  public static void addTo(Implementations into) {
    into.row("bit_and", (c, a, i, r) -> combine(a, i, "AND", (x, y) -> x & y, r));
    into.row("bit_or", (c, a, i, r) -> combine(a, i, "OR", (x, y) -> x | y, r));
    into.row("bitxor", (c, a, i, r) -> combine(a, i, "XOR", (x, y) -> x ^ y, r));
    into.row("bitnot", (c, a, i, r) -> new Bits(a[0], i).inverted().appendTo(r));
    into.row(
        "bitshiftleft", (c, a, i, r) -> new Bits(a[0], i).shifted(integer(a[1], i)).appendTo(r));
    into.row(
        "bitshiftright",
        (c, a, i, r) -> new Bits(a[0], i).shifted(-(long) integer(a[1], i)).appendTo(r));
    into.row("bitcat", (c, a, i, r) -> new Bits(a[0], i).plus(new Bits(a[1], i)).appendTo(r));
    into.row("bitlength", (c, a, i, r) -> put(r, (long) length(a[0], i)));
    into.row("bitoctetlength", (c, a, i, r) -> put(r, (length(a[0], i) + 7L) / 8));
    into.row("bit_length(bit)", (c, a, i, r) -> put(r, (long) length(a[0], i)));
    into.row("bit_bit_count", (c, a, i, r) -> put(r, new Bits(a[0], i).count()));
    into.row("bitsubstr", (c, a, i, r) -> substring(a, i, integer(a[2], i), r));
    into.row("bitsubstr_no_len", (c, a, i, r) -> substring(a, i, -1, r));
    into.row("bitposition", (c, a, i, r) -> put(r, new Bits(a[0], i).indexOf(new Bits(a[1], i))));
    into.row("bitoverlay", (c, a, i, r) -> overlay(a, i, integer(a[3], i), r));
    into.row("bitoverlay_no_len", (c, a, i, r) -> overlay(a, i, length(a[1], i), r));
    into.row("bitgetbit", (c, a, i, r) -> put(r, new Bits(a[0], i).get(index(a, i)) ? 1L : 0L));
    into.row("bitsetbit", BitFunctions::setBit);
    into.row("bitfromint4", (c, a, i, r) -> fromInteger(number(a[0], i), 32, integer(a[1], i), r));
    into.row("bitfromint8", (c, a, i, r) -> fromInteger(number(a[0], i), 64, integer(a[1], i), r));
    into.row("bittoint4", (c, a, i, r) -> put(r, (long) (int) toInteger(a[0], i, 32, "integer")));
    into.row("bittoint8", (c, a, i, r) -> put(r, toInteger(a[0], i, 64, "bigint")));
    into.row("hamming_distance", (c, a, i, r) -> put(r, distance(c, BitMetric.HAMMING, a, i)));
    into.row("jaccard_distance", (c, a, i, r) -> put(r, distance(c, BitMetric.JACCARD, a, i)));
    into.row("binary_quantize", (c, a, i, r) -> quantize((BytesColumn) a[0], i, 4, r));
    into.row("halfvec_binary_quantize", (c, a, i, r) -> quantize((BytesColumn) a[0], i, 2, r));
    for (String name : new String[] {"and", "or", "xor"}) {
      into.aggregate("bit_" + name + "(bit)", context -> new BitFold(name));
    }
  }

  static int length(Column column, int row) {
    return BitCodec.length((BytesColumn) column, row);
  }

  private static void combine(
      Column[] arguments, int row, String name, BitFold.ByteOperator operator, Column result) {
    Bits left = new Bits(arguments[0], row);
    Bits right = new Bits(arguments[1], row);
    if (left.length() != right.length()) {
      throw new DatabaseException(
          SqlState.STRING_DATA_LENGTH_MISMATCH,
          "cannot " + name + " bit strings of different sizes");
    }
    left.combined(right, operator).appendTo(result);
  }

  private static void substring(Column[] arguments, int row, int length, Column result) {
    Bits bits = new Bits(arguments[0], row);
    long start = integer(arguments[1], row);
    if (arguments.length > 2 && length < 0) {
      throw new DatabaseException(
          SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }
    long end = arguments.length > 2 ? start + length : bits.length() + 1L;
    bits.slice(Math.max(1, start) - 1, Math.min(end - 1, bits.length())).appendTo(result);
  }

  private static void overlay(Column[] arguments, int row, int length, Column result) {
    Bits bits = new Bits(arguments[0], row);
    long start = integer(arguments[2], row);
    if (start <= 0) {
      throw new DatabaseException(
          SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }
    Bits head = bits.slice(0, Math.min(start - 1, bits.length()));
    Bits tail = bits.slice(Math.min(start - 1 + length, bits.length()), bits.length());
    head.plus(new Bits(arguments[1], row)).plus(tail).appendTo(result);
  }

  private static int index(Column[] arguments, int row) {
    int index = integer(arguments[1], row);
    int length = length(arguments[0], row);
    if (index < 0 || index >= length) {
      throw new DatabaseException(
          SqlState.ARRAY_SUBSCRIPT_ERROR,
          "bit index " + index + " out of valid range (0.." + (length - 1) + ")");
    }
    return index;
  }

  private static void setBit(CallContext context, Column[] arguments, int row, Column result) {
    int index = index(arguments, row);
    int bit = integer(arguments[2], row);
    if (bit != 0 && bit != 1) {
      throw new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, "new bit must be 0 or 1");
    }
    Bits bits = new Bits(arguments[0], row);
    bits.set(index, bit == 1);
    bits.appendTo(result);
  }

  /// The lowest bits; a wider result repeats the sign.
  private static void fromInteger(long value, int width, int typmod, Column result) {
    int length = typmod <= 0 ? 1 : typmod;
    Bits bits = new Bits(length);
    for (int i = 0; i < length; i++) {
      int place = length - 1 - i;
      bits.set(i, (value >> Math.min(place, width - 1) & 1) != 0);
    }
    bits.appendTo(result);
  }

  private static long toInteger(Column column, int row, int width, String type) {
    Bits bits = new Bits(column, row);
    if (bits.length() > width) {
      throw new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, type + " out of range");
    }
    long value = 0;
    for (int i = 0; i < bits.length(); i++) {
      value = value << 1 | (bits.get(i) ? 1 : 0);
    }
    return value;
  }

  /// One bit an element: is it above zero? Elements of `width` little-endian bytes.
  private static void quantize(BytesColumn vectors, int row, int width, Column result) {
    int length = vectors.length(row) / width;
    Bits bits = new Bits(length);
    byte[] heap = vectors.heap();
    for (int i = 0; i < length; i++) {
      int at = vectors.offset(row) + i * width;
      boolean positive =
          width == 4
              ? LittleEndian.getFloat(heap, at) > 0
              : Float.float16ToFloat(LittleEndian.getShort(heap, at)) > 0;
      bits.set(i, positive);
    }
    bits.appendTo(result);
  }

  private static double distance(
      CallContext context, BitMetric metric, Column[] arguments, int row) {
    BytesColumn left = (BytesColumn) arguments[0];
    BytesColumn right = (BytesColumn) arguments[1];
    int length = BitCodec.length(left, row);
    if (length != BitCodec.length(right, row)) {
      throw new DatabaseException(
          SqlState.DATA_EXCEPTION,
          "different bit lengths %d and %d".formatted(length, BitCodec.length(right, row)));
    }
    return context
        .compute()
        .bitDistance(
            metric,
            (length + 7) / 8,
            left.heap(),
            BitCodec.start(left, row),
            right.heap(),
            BitCodec.start(right, row));
  }
}
