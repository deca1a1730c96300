package dev.omendb.sql.function.system;

import java.util.List;

/// What pg_notify() and pg_listening_channels() ask of the session. A service of the session.
public interface NotificationSender {
  /// Sends a notification when the transaction commits. Errors: 22023.
  void send(String channel, String payload);

  /// The channels this session listens to.
  List<String> channels();
}
