package dev.omendb.pgwire.connection;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.pgwire.message.Inbound;
import dev.omendb.pgwire.message.MessageReader;
import dev.omendb.sql.session.CopyInput;
import org.jspecify.annotations.Nullable;

/// A COPY FROM STDIN that waits for its data. Confined to the connection's owner.
final class CopyIn {
  private final CopyInput input;

  CopyIn(CopyInput input) {
    this.input = input;
  }

  /// Takes a message; the command tag when it was the last one, else null. Errors: the data's;
  /// 57014 for CopyFail; 08P01 for a message that has no place here.
  @Nullable String accept(Inbound.Frame frame) {
    return switch (frame.type()) {
      case 'c' -> input.finish();
      case 'f' ->
          throw new DatabaseException(
              SqlState.QUERY_CANCELED,
              "COPY from stdin failed: " + MessageReader.text(frame.body()));
      // Sent by clients that did not know their statement was a COPY.
      case 'H', 'S' -> null;
      default ->
          throw new DatabaseException(
              SqlState.PROTOCOL_VIOLATION,
              "unexpected message type 0x%02X during COPY from stdin".formatted(frame.type()));
    };
  }

  /// Errors: the data's.
  void accept(Inbound.CopyData data) {
    input.data(data.bytes(), 0, data.length());
  }

  /// Nothing of it stays.
  void abort() {
    input.abort();
  }
}
