package dev.omendb.compat.wire;

import java.io.IOException;

/// The server refused the connection or ended it with an ErrorResponse.
public final class ServerError extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ServerMessage message;

  public ServerError(ServerMessage message) {
    super(message.toString());
    this.message = message;
  }

  public ServerMessage serverMessage() {
    return message;
  }
}
