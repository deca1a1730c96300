package dev.omendb.sql.session;

/// What a session may send to its client in the middle of a statement.
public interface ClientChannel extends CopyOutputListener {
  /// NoticeResponse, at once.
  void notice(Notice notice);

  /// ParameterStatus; sent before the next ReadyForQuery.
  void parameterStatus(String name, String value);

  /// Ends the connection with FATAL 57P01, after cancelling what runs. Thread-safe.
  void terminate();

  /// NotificationResponse; sent before the next ReadyForQuery, or at once when idle.
  void notification(int backendId, String channel, String payload);
}
