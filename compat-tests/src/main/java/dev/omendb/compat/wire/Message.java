package dev.omendb.compat.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One message as it came from the server: its type byte and its body without the length word.
public record Message(char type, byte[] body) {

  public ByteBuffer buffer() {
    return ByteBuffer.wrap(body);
  }

  /// Reads a NUL-terminated string and moves past its end.
  static String string(ByteBuffer buffer) {
    var start = buffer.position();
    while (buffer.get() != 0) {
      // The string ends where the NUL is; a missing NUL ends in BufferUnderflowException.
    }
    return new String(buffer.array(), start, buffer.position() - 1 - start, StandardCharsets.UTF_8);
  }
}
