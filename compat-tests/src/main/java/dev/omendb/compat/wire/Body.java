package dev.omendb.compat.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Builds a message's body.
public final class Body {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public Body int8(int value) {
    bytes.write(value);
    return this;
  }

  public Body int16(int value) {
    bytes.write(value >>> 8);
    bytes.write(value);
    return this;
  }

  public Body int32(int value) {
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
    return this;
  }

  /// A NUL-terminated string.
  public Body string(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    bytes.write(0);
    return this;
  }

  public Body raw(byte[] data) {
    bytes.writeBytes(data);
    return this;
  }

  /// A length word and the bytes; -1 and nothing for SQL NULL.
  public Body value(byte @Nullable [] data) {
    return data == null ? int32(-1) : int32(data.length).raw(data);
  }

  public byte[] build() {
    return bytes.toByteArray();
  }
}
