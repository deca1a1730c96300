package dev.omendb.pgwire.server;

/// The server cannot start; the message is one line for the person who tried.
public final class StartException extends RuntimeException {
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }

  public StartException(String message) {
    super(message);
  }
}
