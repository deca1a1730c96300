package dev.omendb.engine.index;

import java.util.Arrays;

/// A growing byte string for one composite key; reused from row to row.
public final class KeyBuffer {
  private byte[] bytes = new byte[64];
  private int length;

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public void clear() {
    length = 0;
  }

  public void truncate(int newLength) {
    length = newLength;
  }

  public void putByte(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
  }

  /// Eight bytes, big-endian, as given.
  public void putLong(long value) {
    ensure(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  /// Four bytes, big-endian, as given.
  public void putInt(int value) {
    ensure(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  public void putBytes(byte[] source, int from, int count) {
    ensure(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /// Inverts the bytes written since `from`: descending order.
  public void invert(int from) {
    for (int i = from; i < length; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
  }

  private void ensure(int extra) {
    if (length + extra > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + extra, bytes.length * 2));
    }
  }
}
