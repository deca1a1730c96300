package dev.omendb.sql.function;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.sql.type.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array that types write values into on their way to a column or a string. Reusable.
public final class ByteBuffering implements ByteSink {
  private byte[] bytes = new byte[64];
  private int size;

  public void clear() {
    size = 0;
  }

  public byte[] array() {
    return bytes;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /// The content as UTF-8 text.
  public String text() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  public void appendTo(BytesColumn column) {
    column.append(bytes, 0, size);
  }

  public void writeUtf8(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    writeBytes(encoded, 0, encoded.length);
  }

  @Override
  public void writeByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  @Override
  public void writeShort(int value) {
    writeByte(value >> 8);
    writeByte(value);
  }

  @Override
  public void writeInt(int value) {
    writeShort(value >> 16);
    writeShort(value);
  }

  @Override
  public void writeLong(long value) {
    writeInt((int) (value >> 32));
    writeInt((int) value);
  }

  @Override
  public void writeBytes(byte[] source, int from, int length) {
    ensure(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  @Override
  public int position() {
    return size;
  }

  @Override
  public void patchInt(int position, int value) {
    bytes[position] = (byte) (value >> 24);
    bytes[position + 1] = (byte) (value >> 16);
    bytes[position + 2] = (byte) (value >> 8);
    bytes[position + 3] = (byte) value;
  }

  private void ensure(int extra) {
    if (size + extra > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + extra, bytes.length * 2));
    }
  }
}
