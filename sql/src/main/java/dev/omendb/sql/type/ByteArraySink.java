package dev.omendb.sql.type;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A [ByteSink] over a growing array. Reusable after [#clear]. Confined to one thread.
public final class ByteArraySink implements ByteSink {
  private byte[] bytes;
  private int length;

  public ByteArraySink() {
    this(64);
  }

  public ByteArraySink(int capacity) {
    this.bytes = new byte[Math.max(capacity, 16)];
  }

  /// The backing array, of which [#position] bytes count; valid until the next write.
  public byte[] bytes() {
    return bytes;
  }

  public void clear() {
    length = 0;
  }

  /// Forgets what was written after `position`.
  public void truncate(int position) {
    length = position;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /// The content as UTF-8 text.
  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public void writeByte(int value) {
    if (length == bytes.length) {
      grow(1);
    }
    bytes[length++] = (byte) value;
  }

  @Override
  public void writeShort(int value) {
    grow(2);
    BigEndian.putShort(bytes, length, (short) value);
    length += 2;
  }

  @Override
  public void writeInt(int value) {
    grow(4);
    BigEndian.putInt(bytes, length, value);
    length += 4;
  }

  @Override
  public void writeLong(long value) {
    grow(8);
    BigEndian.putLong(bytes, length, value);
    length += 8;
  }

  @Override
  public void writeBytes(byte[] source, int from, int count) {
    grow(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  @Override
  public void writePacked(long packed, int count) {
    grow(8);
    LittleEndian.putLong(bytes, length, packed);
    length += count;
  }

  @Override
  public int position() {
    return length;
  }

  @Override
  public void patchInt(int position, int value) {
    BigEndian.putInt(bytes, position, value);
  }

  private void grow(int extra) {
    long needed = (long) length + extra;
    if (needed > bytes.length) {
      if (needed > Integer.MAX_VALUE - 16) {
        throw new OutOfMemoryError("a value exceeds 2 GB");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16, needed * 2));
    }
  }
}
