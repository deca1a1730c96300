package dev.omendb.sql.function.bits;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.bit.BitCodec;
import java.util.Arrays;

/// A bit string taken out of its column: bit 0 is the first one, the highest of the first byte.
/// Unused bits of the last byte are zero.
final class Bits {
  private final byte[] bytes;
  private final int length;

  Bits(int length) {
    this.length = length;
    this.bytes = new byte[(length + 7) / 8];
  }

  Bits(Column column, int row) {
    this(BitCodec.length((BytesColumn) column, row));
    BytesColumn bits = (BytesColumn) column;
    System.arraycopy(bits.heap(), BitCodec.start(bits, row), bytes, 0, bytes.length);
  }

  int length() {
    return length;
  }

  boolean get(int index) {
    return (bytes[index >> 3] & 0x80 >> (index & 7)) != 0;
  }

  void set(int index, boolean value) {
    int mask = 0x80 >> (index & 7);
    bytes[index >> 3] = (byte) (value ? bytes[index >> 3] | mask : bytes[index >> 3] & ~mask);
  }

  void appendTo(Column result) {
    BitCodec.append(bytes, 0, length, length, (BytesColumn) result);
  }

  long count() {
    long count = 0;
    for (byte b : bytes) {
      count += Integer.bitCount(b & 0xFF);
    }
    return count;
  }

  Bits combined(Bits other, BitFold.ByteOperator operator) {
    Bits result = new Bits(length);
    for (int i = 0; i < bytes.length; i++) {
      result.bytes[i] = (byte) operator.apply(bytes[i], other.bytes[i]);
    }
    return result;
  }

  Bits inverted() {
    Bits result = new Bits(length);
    for (int i = 0; i < bytes.length; i++) {
      result.bytes[i] = (byte) ~bytes[i];
    }
    int unused = bytes.length * 8 - length;
    if (unused > 0) {
      result.bytes[bytes.length - 1] &= (byte) (0xFF << unused);
    }
    return result;
  }

  /// To the left, or to the right when negative.
  Bits shifted(long places) {
    Bits result = new Bits(length);
    for (int i = 0; i < length; i++) {
      long from = i + places;
      if (from >= 0 && from < length) {
        result.set(i, get((int) from));
      }
    }
    return result;
  }

  Bits plus(Bits other) {
    Bits result = new Bits(length + other.length);
    System.arraycopy(bytes, 0, result.bytes, 0, bytes.length);
    for (int i = 0; i < other.length; i++) {
      result.set(length + i, other.get(i));
    }
    return result;
  }

  /// Bits `from` (inclusive, from 0) to `to` (exclusive).
  Bits slice(long from, long to) {
    if (from >= to) {
      return new Bits(0);
    }
    Bits result = new Bits((int) (to - from));
    for (int i = 0; i < result.length; i++) {
      result.set(i, get((int) from + i));
    }
    return result;
  }

  /// 1-based place of another string, 0 when absent.
  long indexOf(Bits part) {
    for (int at = 0; at + part.length <= length && part.length > 0; at++) {
      if (Arrays.equals(slice(at, at + part.length).bytes, part.bytes)) {
        return at + 1L;
      }
    }
    return part.length == 0 && length > 0 ? 1 : 0;
  }
}
