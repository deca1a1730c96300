package dev.omendb.pgwire.message;

import io.netty.buffer.ByteBuf;

/// What a connection has to deal with, in order: messages of the client and events around it.
public sealed interface Inbound {
  /// Bytes held while it waits.
  default int heldBytes() {
    return 0;
  }

  /// One message other than CopyData.
  ///
  /// @param type its first byte; [#STARTUP] for the packets before authentication, which have none
  /// @param body without the length word; the receiver releases it
  record Frame(byte type, ByteBuf body) implements Inbound {
    public static final byte STARTUP = 0;

    @Override
    public int heldBytes() {
      return body.readableBytes();
    }
  }

  /// What one CopyData message or several in a row bring, whole or in part.
  ///
  /// @param bytes the first `length` count
  record CopyData(byte[] bytes, int length) implements Inbound {
    @Override
    public int heldBytes() {
      return bytes.length;
    }
  }

  /// The client broke the protocol: FATAL 08P01, and nothing it sends afterwards counts.
  record Violation(String message) implements Inbound {}

  /// The client sends nothing any more.
  record Disconnected() implements Inbound {}

  /// The server ends this connection.
  record Terminate(TerminationReason reason) implements Inbound {}

  /// NOTIFY from another session.
  record Notified() implements Inbound {}
}
