package dev.omendb.engine.index;

/// Encodings whose unsigned byte order is the order of the values, for [KeyEncoder]s. All are
/// prefix-free, so they can follow each other in one key; [KeyBuffer#invert] turns one around for a
/// descending column.
public final class KeyEncoding {
  private static final int ESCAPED = 0x00;
  private static final int ESCAPE = 0xFF;
  private static final int END = 0x00;

  private KeyEncoding() {}

  /// Two bytes.
  public static void putShort(KeyBuffer into, int value) {
    into.putByte((value >>> 8) ^ 0x80);
    into.putByte(value);
  }

  /// Four bytes.
  public static void putInt(KeyBuffer into, int value) {
    into.putInt(value ^ Integer.MIN_VALUE);
  }

  /// Eight bytes.
  public static void putLong(KeyBuffer into, long value) {
    into.putLong(value ^ Long.MIN_VALUE);
  }

  /// Eight bytes, in PostgreSQL's order: -0 equals 0, all NaNs are equal and greater than infinity.
  public static void putDouble(KeyBuffer into, double value) {
    long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
    into.putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
  }

  /// Four bytes, in the order of [#putDouble].
  public static void putFloat(KeyBuffer into, float value) {
    int bits = Float.floatToIntBits(value == 0 ? 0.0f : value);
    into.putInt(bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE);
  }

  /// Any number of bytes in their unsigned order, a prefix first: each 00 becomes 00 FF, and 00 00
  /// ends the value.
  public static void putBytes(KeyBuffer into, byte[] source, int from, int count) {
    int end = from + count;
    int plain = from;
    for (int i = from; i < end; i++) {
      if (source[i] == ESCAPED) {
        into.putBytes(source, plain, i + 1 - plain);
        into.putByte(ESCAPE);
        plain = i + 1;
      }
    }
    into.putBytes(source, plain, end - plain);
    into.putByte(ESCAPED);
    into.putByte(END);
  }
}
