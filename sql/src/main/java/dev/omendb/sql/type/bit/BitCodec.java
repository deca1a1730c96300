package dev.omendb.sql.type.bit;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.sql.type.LittleEndian;
import java.util.Arrays;

/// The storage bytes of bit and varbit: int32 length in bits, little-endian; then the bits, the
/// first in the highest bit of the first byte, padded with zeros to whole bytes.
public final class BitCodec {
  public static final int HEADER = 4;

  private BitCodec() {}

  /// Length in bits.
  public static int length(BytesColumn bits, int row) {
    return LittleEndian.getInt(bits.heap(), bits.offset(row));
  }

  /// Where the bits themselves start in the column's heap.
  public static int start(BytesColumn bits, int row) {
    return bits.offset(row) + HEADER;
  }

  /// Bit `index`, 0 being the first (leftmost).
  public static boolean get(BytesColumn bits, int row, int index) {
    return (bits.heap()[start(bits, row) + (index >>> 3)] & (0x80 >>> (index & 7))) != 0;
  }

  /// Appends `length` zero bits; returns where they start in the column's heap.
  public static int appendZeros(int length, BytesColumn into) {
    int bytes = (length + 7) >>> 3;
    int at = into.reserve(HEADER + bytes);
    LittleEndian.putInt(into.heap(), at, length);
    Arrays.fill(into.heap(), at + HEADER, at + HEADER + bytes, (byte) 0);
    return at + HEADER;
  }

  /// Appends the first `length` bits at `source[from]`, which holds `available` bits; what is
  /// missing is zero.
  public static void append(byte[] source, int from, int available, int length, BytesColumn into) {
    int at = appendZeros(length, into);
    byte[] heap = into.heap();
    int kept = Math.min(length, available);
    System.arraycopy(source, from, heap, at, (kept + 7) >>> 3);
    if ((kept & 7) != 0) {
      heap[at + (kept >>> 3)] &= (byte) (0xFF00 >>> (kept & 7));
    }
  }
}
