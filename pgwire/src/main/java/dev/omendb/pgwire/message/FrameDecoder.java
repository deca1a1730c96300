package dev.omendb.pgwire.message;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/// Cuts the byte stream into messages: `type, int32 length (itself included), body`, and before
/// authentication `int32 length, body`. A length is checked before anything is kept for it, and
/// memory is taken as bytes arrive, never ahead of them. What a COPY sends comes as bytes, however
/// it was cut into CopyData messages.
public final class FrameDecoder extends ByteToMessageDecoder {
  /// PostgreSQL's limits: MAX_STARTUP_PACKET_LENGTH, PG_MAX_AUTH_TOKEN_LENGTH,
  /// PQ_SMALL_MESSAGE_LIMIT, PQ_LARGE_MESSAGE_LIMIT.
  static final int MAX_STARTUP_BYTES = 10_000;

  static final int MAX_AUTHENTICATION_BYTES = 65_535;
  static final int MAX_SMALL_BYTES = 10_000;
  static final int MAX_LARGE_BYTES = 0x3fff_fffe;

  private static final int LENGTH_BYTES = 4;

  private final boolean tls;
  private Phase phase = Phase.STARTUP;

  /// Bytes of a CopyData message that are still to come.
  private int copyDataLeft;

  private enum Phase {
    STARTUP,
    AUTHENTICATION,
    COMMANDS,
    BROKEN
  }

  /// @param tls an SSLRequest will be granted
  public FrameDecoder(boolean tls) {
    this.tls = tls;
  }

  /// The client is who it says: larger messages are welcome.
  public void authenticated() {
    phase = Phase.COMMANDS;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    switch (phase) {
      case STARTUP -> decodeStartup(in, out);
      case AUTHENTICATION -> decodeMessage(in, out);
      case COMMANDS -> {
        if (copyDataLeft > 0 || in.getByte(in.readerIndex()) == 'd') {
          decodeCopyData(in, out);
        } else {
          decodeMessage(in, out);
        }
      }
      case BROKEN -> in.skipBytes(in.readableBytes());
    }
  }

  private void decodeStartup(ByteBuf in, List<Object> out) {
    if (in.readableBytes() < LENGTH_BYTES) {
      return;
    }
    int length = in.getInt(in.readerIndex());
    if (length < 2 * LENGTH_BYTES || length > MAX_STARTUP_BYTES) {
      reject("invalid length of startup packet", in, out);
      return;
    }
    if (in.readableBytes() < length) {
      return;
    }
    in.skipBytes(LENGTH_BYTES);
    int code = in.getInt(in.readerIndex());
    if (tls && code == StartupCodes.SSL && in.readableBytes() > LENGTH_BYTES) {
      // Bytes that somebody else may have put there (CVE-2021-23222).
      reject("received unencrypted data after SSL request", in, out);
      return;
    }
    if (!StartupCodes.isRequest(code)) {
      phase = Phase.AUTHENTICATION;
    }
    out.add(
        new Inbound.Frame(Inbound.Frame.STARTUP, in.readRetainedSlice(length - LENGTH_BYTES)));
  }

  private void decodeMessage(ByteBuf in, List<Object> out) {
    byte type = in.getByte(in.readerIndex());
    int limit = limit(type);
    if (limit < 0) {
      reject("invalid frontend message type " + (type & 0xff), in, out);
      return;
    }
    if (in.readableBytes() < 1 + LENGTH_BYTES) {
      return;
    }
    int length = in.getInt(in.readerIndex() + 1);
    if (length < LENGTH_BYTES || length > limit) {
      reject("invalid message length", in, out);
      return;
    }
    if (in.readableBytes() < 1 + length) {
      return;
    }
    in.skipBytes(1 + LENGTH_BYTES);
    out.add(new Inbound.Frame(type, in.readRetainedSlice(length - LENGTH_BYTES)));
  }

  /// Joins the bodies of the CopyData messages that stand one after another, the last as far as it
  /// has come.
  private void decodeCopyData(ByteBuf in, List<Object> out) {
    byte[] bytes = new byte[in.readableBytes()];
    int count = 0;
    while (copyDataLeft > 0 || beginsCopyData(in)) {
      if (copyDataLeft == 0) {
        int length = in.getInt(in.readerIndex() + 1);
        if (length < LENGTH_BYTES || length > MAX_LARGE_BYTES) {
          break;
        }
        in.skipBytes(1 + LENGTH_BYTES);
        copyDataLeft = length - LENGTH_BYTES;
      }
      int part = Math.min(copyDataLeft, in.readableBytes());
      in.readBytes(bytes, count, part);
      count += part;
      copyDataLeft -= part;
      if (copyDataLeft > 0) {
        break;
      }
    }
    if (count > 0) {
      out.add(new Inbound.CopyData(bytes, count));
    }
    if (copyDataLeft == 0 && beginsCopyData(in)) {
      reject("invalid message length", in, out);
    }
  }

  private static boolean beginsCopyData(ByteBuf in) {
    return in.readableBytes() > LENGTH_BYTES && in.getByte(in.readerIndex()) == 'd';
  }

  /// Largest length word of a message, -1 for a type there is not.
  private int limit(byte type) {
    if (phase == Phase.AUTHENTICATION) {
      return type == 'p' ? MAX_AUTHENTICATION_BYTES : type == 'X' ? MAX_SMALL_BYTES : -1;
    }
    return switch (type) {
      case 'Q', 'P', 'B', 'F' -> MAX_LARGE_BYTES;
      case 'C', 'D', 'E', 'H', 'S', 'X', 'c', 'f' -> MAX_SMALL_BYTES;
      default -> -1;
    };
  }

  private void reject(String message, ByteBuf in, List<Object> out) {
    phase = Phase.BROKEN;
    in.skipBytes(in.readableBytes());
    out.add(new Inbound.Violation(message));
  }

  /// A message cut off by the end of the connection counts for nothing.
  @Override
  protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.isReadable()) {
      decode(context, in, out);
    }
  }
}
