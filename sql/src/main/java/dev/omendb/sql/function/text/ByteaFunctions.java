package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.bytes;
import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import java.util.Arrays;

/// Slices, search and single bits of bytea.
final class ByteaFunctions {
  private ByteaFunctions() {}

  static void addTo(Implementations into) {
    into.row("bytea_substr", (c, a, i, r) -> substring(a, i, r));
    into.row("bytea_substr_no_len", (c, a, i, r) -> substring(a, i, r));
    into.row("byteapos", (c, a, i, r) -> put(r, position(bytes(a[0], i), bytes(a[1], i))));
    into.row("byteaoverlay", (c, a, i, r) -> overlay(a, i, integer(a[3], i), r));
    into.row("byteaoverlay_no_len", (c, a, i, r) -> overlay(a, i, bytes(a[1], i).length, r));
    into.row("byteaGetByte", (c, a, i, r) -> put(r, bytes(a[0], i)[index(a, i, 1)] & 0xFF));
    into.row("byteaSetByte", ByteaFunctions::setByte);
    into.row("byteaGetBit", (c, a, i, r) -> put(r, bit(bytes(a[0], i), index(a, i, 8))));
    into.row("byteaSetBit", ByteaFunctions::setBit);
    into.row("bytea_bit_count", (c, a, i, r) -> put(r, bitCount(bytes(a[0], i))));
  }

  private static void substring(Column[] arguments, int row, Column result) {
    byte[] value = bytes(arguments[0], row);
    long start = integer(arguments[1], row);
    long end = (long) value.length + 1;
    if (arguments.length > 2) {
      int length = integer(arguments[2], row);
      if (length < 0) {
        throw new DatabaseException(
            SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
      }
      end = Math.min(end, start + length);
    }
    long from = Math.max(1, start);
    put(
        result,
        from >= end ? new byte[0] : Arrays.copyOfRange(value, (int) from - 1, (int) end - 1));
  }

  private static int position(byte[] value, byte[] part) {
    for (int at = 0; at + part.length <= value.length; at++) {
      if (Arrays.equals(value, at, at + part.length, part, 0, part.length)) {
        return at + 1;
      }
    }
    return 0;
  }

  private static void overlay(Column[] arguments, int row, int length, Column result) {
    byte[] value = bytes(arguments[0], row);
    byte[] replacement = bytes(arguments[1], row);
    int start = integer(arguments[2], row);
    if (start <= 0) {
      throw new DatabaseException(
          SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }
    int head = Math.min(start - 1, value.length);
    int tail = (int) Math.clamp((long) start - 1 + length, 0, value.length);
    byte[] out = Arrays.copyOf(value, head + replacement.length + value.length - tail);
    System.arraycopy(replacement, 0, out, head, replacement.length);
    System.arraycopy(value, tail, out, head + replacement.length, value.length - tail);
    put(result, out);
  }

  /// The second argument as an index in units of `1 / perByte` bytes.
  private static int index(Column[] arguments, int row, int perByte) {
    long index = number(arguments[1], row);
    long size = (long) perByte * bytes(arguments[0], row).length;
    if (index < 0 || index >= size) {
      throw new DatabaseException(
          SqlState.ARRAY_SUBSCRIPT_ERROR,
          "index " + index + " out of valid range, 0.." + (size - 1));
    }
    return (int) index;
  }

  private static int bit(byte[] value, int index) {
    return value[index >> 3] >> (index & 7) & 1;
  }

  private static void setByte(CallContext context, Column[] arguments, int row, Column result) {
    byte[] value = bytes(arguments[0], row);
    value[index(arguments, row, 1)] = (byte) integer(arguments[2], row);
    put(result, value);
  }

  private static void setBit(CallContext context, Column[] arguments, int row, Column result) {
    byte[] value = bytes(arguments[0], row);
    int index = index(arguments, row, 8);
    int bit = integer(arguments[2], row);
    if (bit != 0 && bit != 1) {
      throw new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, "new bit must be 0 or 1");
    }
    int mask = 1 << (index & 7);
    value[index >> 3] = (byte) (bit == 1 ? value[index >> 3] | mask : value[index >> 3] & ~mask);
    put(result, value);
  }

  static long bitCount(byte[] value) {
    long count = 0;
    for (byte b : value) {
      count += Integer.bitCount(b & 0xFF);
    }
    return count;
  }
}
