package dev.omendb.engine.index.btree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A key's first eight bytes after some prefix as one long that compares (signed) as they do:
/// big-endian, zeros behind a shorter key, sign bit flipped. Keys with different heads need no
/// further look.
final class KeyHead {
  static final int BYTES = 8;
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private KeyHead() {}

  /// Of `key[from..length)`, `from` <= `length`.
  static long of(byte[] key, int from, int length) {
    if (from + BYTES <= length) {
      return (long) BIG_ENDIAN.get(key, from) ^ Long.MIN_VALUE;
    }
    long head = 0;
    for (int i = from; i < length; i++) {
      head |= (key[i] & 0xffL) << (56 - 8 * (i - from));
    }
    return head ^ Long.MIN_VALUE;
  }

  /// Writes the first `count` bytes a head stands for.
  static void write(long head, byte[] into, int at, int count) {
    long bits = head ^ Long.MIN_VALUE;
    if (count == BYTES) {
      BIG_ENDIAN.set(into, at, bits);
      return;
    }
    for (int i = 0; i < count; i++) {
      into[at + i] = (byte) (bits >>> (56 - 8 * i));
    }
  }

  /// Bytes that two keys have in common at their start.
  static int commonPrefix(byte[] a, int lengthA, byte[] b, int lengthB) {
    int mismatch = Arrays.mismatch(a, 0, lengthA, b, 0, lengthB);
    return mismatch < 0 ? lengthA : mismatch;
  }
}
