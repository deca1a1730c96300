package dev.omendb.sql.function.system;

/// The server's sessions by process id, as pg_cancel_backend sees them. Thread-safe.
public interface Backends {
  /// Cancels what a session runs; false when there is no such session.
  boolean cancel(int processId);

  /// Ends a session's connection soon; false when there is no such session.
  boolean terminate(int processId);

  boolean isRunning(int processId);
}
