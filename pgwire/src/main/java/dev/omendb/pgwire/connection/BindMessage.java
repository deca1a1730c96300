package dev.omendb.pgwire.connection;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.pgwire.message.MessageReader;
import dev.omendb.sql.session.Parameters;
import io.netty.buffer.ByteBuf;

/// A Bind message: `portal name, statement name, int16 formats…, int16 values (int32 length,
/// bytes)…, int16 result formats…`. All counts are unsigned.
record BindMessage(String portal, String statement, Parameters parameters, short[] resultFormats) {
  private static final short[] NO_FORMATS = {};

  /// @param scratch receives the values' bytes when it is large enough
  static BindMessage read(ByteBuf body, byte[] scratch) {
    String portal = MessageReader.text(body);
    String statement = MessageReader.text(body);
    short[] formats = formats(body);
    Parameters parameters = parameters(body, formats, scratch);
    short[] resultFormats = formats(body);
    MessageReader.end(body);
    return new BindMessage(portal, statement, parameters, resultFormats);
  }

  private static short[] formats(ByteBuf body) {
    int count = MessageReader.unsignedShort(body);
    if (count == 0) {
      return NO_FORMATS;
    }
    MessageReader.require(body, 2 * count);
    short[] formats = new short[count];
    for (int i = 0; i < count; i++) {
      formats[i] = body.readShort();
      if (formats[i] != 0 && formats[i] != 1) {
        throw new DatabaseException(
            SqlState.INVALID_PARAMETER_VALUE, "unsupported format code: " + formats[i]);
      }
    }
    return formats;
  }

  private static Parameters parameters(ByteBuf body, short[] formats, byte[] scratch) {
    int count = MessageReader.unsignedShort(body);
    if (formats.length > 1 && formats.length != count) {
      throw new DatabaseException(
          SqlState.PROTOCOL_VIOLATION,
          "bind message has %d parameter formats but %d parameters"
              .formatted(formats.length, count));
    }
    if (count == 0) {
      return Parameters.NONE;
    }
    int size = body.readableBytes();
    byte[] bytes = size <= scratch.length ? scratch : new byte[size];
    int start = body.readerIndex();
    body.getBytes(start, bytes, 0, size);
    int[] offsets = new int[count];
    int[] lengths = new int[count];
    boolean[] binary = new boolean[count];
    for (int i = 0; i < count; i++) {
      int length = MessageReader.integer(body);
      if (length < -1) {
        throw new DatabaseException(
            SqlState.PROTOCOL_VIOLATION, "invalid message format");
      }
      MessageReader.require(body, Math.max(length, 0));
      offsets[i] = body.readerIndex() - start;
      lengths[i] = length;
      binary[i] = formats.length > 0 && formats[formats.length == 1 ? 0 : i] == 1;
      body.skipBytes(Math.max(length, 0));
    }
    return new Parameters(bytes, offsets, lengths, binary);
  }
}
