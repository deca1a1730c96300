package dev.omendb.sql.command.session;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.command.session.NotificationHub.Message;
import dev.omendb.sql.function.system.NotificationSender;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.SessionServices;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// LISTEN and NOTIFY of one session. Everything takes effect when the transaction commits; equal
/// notifications of one transaction are sent once. Confined to its session.
public final class Notifications
    implements SessionServices.TransactionListener, NotificationSender {
  private static final int MAX_CHANNEL_BYTES = 63;
  private static final int MAX_PAYLOAD_BYTES = 7_999;

  private final Session session;
  private final NotificationHub hub;
  private final List<Step> pending = new ArrayList<>();

  /// What a transaction has asked for, with the last savepoint set before.
  private sealed interface Step {
    long savepoint();

    record Listen(String channel, long savepoint) implements Step {}

    record Unlisten(@Nullable String channel, long savepoint) implements Step {}

    record Notify(Message message, long savepoint) implements Step {}
  }

  Notifications(Session session, NotificationHub hub) {
    this.session = session;
    this.hub = hub;
  }

  static Notifications of(Session session) {
    return session.context().service(Notifications.class);
  }

  void listen(String channel) {
    pending.add(new Step.Listen(clip(channel), savepoint()));
  }

  /// @param channel null for all
  void unlisten(@Nullable String channel) {
    pending.add(new Step.Unlisten(channel == null ? null : clip(channel), savepoint()));
    if (!session.transaction().active()) {
      transactionEnded(session, true);
    }
  }

  private long savepoint() {
    return session.transaction().lastSavepoint();
  }

  private static String clip(String channel) {
    byte[] bytes = channel.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MAX_CHANNEL_BYTES
        ? channel
        : new String(bytes, 0, MAX_CHANNEL_BYTES, StandardCharsets.UTF_8);
  }

  /// NOTIFY and pg_notify(). Errors: 22023.
  @Override
  public void send(String channel, String payload) {
    if (channel.isEmpty()) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "channel name cannot be empty");
    }
    if (channel.getBytes(StandardCharsets.UTF_8).length > MAX_CHANNEL_BYTES) {
      throw new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, "channel name too long");
    }
    if (payload.getBytes(StandardCharsets.UTF_8).length > MAX_PAYLOAD_BYTES) {
      throw new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, "payload string too long");
    }
    Message message = new Message(channel, payload);
    boolean known =
        pending.stream().anyMatch(s -> s instanceof Step.Notify n && n.message().equals(message));
    if (!known) {
      pending.add(new Step.Notify(message, savepoint()));
    }
  }

  /// pg_listening_channels().
  @Override
  public List<String> channels() {
    return List.copyOf(hub.channels(session));
  }

  @Override
  public void rolledBackTo(Session ignored, long savepoint) {
    pending.removeIf(step -> step.savepoint() >= savepoint);
  }

  @Override
  public void transactionEnded(Session ignored, boolean committed) {
    if (committed && !pending.isEmpty()) {
      Set<Message> messages = new LinkedHashSet<>();
      for (Step step : pending) {
        switch (step) {
          case Step.Listen listen -> hub.listen(session, listen.channel());
          case Step.Unlisten unlisten -> hub.unlisten(session, unlisten.channel());
          case Step.Notify notify -> messages.add(notify.message());
        }
      }
      hub.publish(session, List.copyOf(messages));
    }
    pending.clear();
  }

  @Override
  public void sessionClosed(Session ignored) {
    hub.unlisten(session, null);
  }
}
