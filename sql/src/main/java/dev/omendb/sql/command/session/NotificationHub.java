package dev.omendb.sql.command.session;

import dev.omendb.sql.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Who listens to which channel, in all databases. One for each server. Thread-safe.
final class NotificationHub {
  private final Map<Session, Set<String>> channels = new ConcurrentHashMap<>();

  /// One NOTIFY.
  record Message(String channel, String payload) {}

  void listen(Session session, String channel) {
    channels.computeIfAbsent(session, s -> ConcurrentHashMap.newKeySet()).add(channel);
  }

  /// @param channel null for all
  void unlisten(Session session, @Nullable String channel) {
    if (channel == null) {
      channels.remove(session);
    } else {
      Set<String> own = channels.get(session);
      if (own != null) {
        own.remove(channel);
      }
    }
  }

  Set<String> channels(Session session) {
    return Set.copyOf(channels.getOrDefault(session, Set.of()));
  }

  /// Delivers what a transaction has sent, in order, to the listeners of its database.
  void publish(Session sender, List<Message> messages) {
    long database = sender.identity().databaseOid();
    channels.forEach(
        (listener, own) -> {
          if (listener.identity().databaseOid() == database) {
            for (Message message : messages) {
              if (own.contains(message.channel())) {
                listener
                    .client()
                    .notification(
                        sender.identity().backendId(), message.channel(), message.payload());
              }
            }
          }
        });
  }
}
