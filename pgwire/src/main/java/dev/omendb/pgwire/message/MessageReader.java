package dev.omendb.pgwire.message;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads the fields of a message's body. Errors: 08P01 when the body is too short or too long,
/// 22021 for text that is not UTF-8.
public final class MessageReader {
  private static final char REPLACEMENT = '\uFFFD';

  private MessageReader() {}

  /// A string ended by a zero byte.
  public static String text(ByteBuf body) {
    int length = body.bytesBefore((byte) 0);
    if (length < 0) {
      throw new DatabaseException(SqlState.PROTOCOL_VIOLATION, "invalid string in message");
    }
    String text = body.toString(body.readerIndex(), length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      requireUtf8(body, length);
    }
    body.skipBytes(length + 1);
    return text;
  }

  private static void requireUtf8(ByteBuf body, int length) {
    byte[] bytes = new byte[length];
    body.getBytes(body.readerIndex(), bytes);
    ByteBuffer input = ByteBuffer.wrap(bytes);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(input);
    } catch (CharacterCodingException e) {
      throw new DatabaseException(
          SqlState.CHARACTER_NOT_IN_REPERTOIRE,
          "invalid byte sequence for encoding \"UTF8\": 0x%02x"
              .formatted(bytes[Math.min(input.position(), length - 1)] & 0xff),
          e);
    }
  }

  public static byte octet(ByteBuf body) {
    require(body, 1);
    return body.readByte();
  }

  public static int unsignedShort(ByteBuf body) {
    require(body, 2);
    return body.readUnsignedShort();
  }

  public static int integer(ByteBuf body) {
    require(body, 4);
    return body.readInt();
  }

  public static void require(ByteBuf body, int bytes) {
    if (body.readableBytes() < bytes) {
      throw new DatabaseException(
          SqlState.PROTOCOL_VIOLATION, "insufficient data left in message");
    }
  }

  /// Raises 08P01 unless everything was read.
  public static void end(ByteBuf body) {
    if (body.isReadable()) {
      throw new DatabaseException(SqlState.PROTOCOL_VIOLATION, "invalid message format");
    }
  }
}
