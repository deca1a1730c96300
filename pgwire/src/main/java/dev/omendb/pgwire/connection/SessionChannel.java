package dev.omendb.pgwire.connection;

import dev.omendb.pgwire.message.Output;
import dev.omendb.pgwire.message.Responses;
import dev.omendb.sql.session.ClientChannel;
import dev.omendb.sql.session.Notice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// What a session sends besides results. Confined to the connection's owner but for
/// [#notification] and [#terminate].
final class SessionChannel implements ClientChannel {
  private static final List<String> SEVERITIES =
      List.of("DEBUG", "LOG", "NOTICE", "WARNING", "ERROR");

  private final Output output;
  private final Runnable onNotification;
  private final Runnable onTerminate;
  private final Map<String, String> changedParameters = new LinkedHashMap<>();
  private final Queue<Notification> notifications = new ConcurrentLinkedQueue<>();
  private Supplier<String> leastSeverity = () -> "notice";

  private record Notification(int backendId, String channel, String payload) {}

  /// @param onNotification called on the notifying thread
  /// @param onTerminate called on the terminating thread
  SessionChannel(Output output, Runnable onNotification, Runnable onTerminate) {
    this.output = output;
    this.onNotification = onNotification;
    this.onTerminate = onTerminate;
  }

  /// Where client_min_messages is read.
  void filterBy(Supplier<String> setting) {
    leastSeverity = setting;
  }

  @Override
  public void notice(Notice notice) {
    if (notice.severity().equals("INFO") || rank(notice.severity()) >= rank(leastSeverity.get())) {
      Responses.notice(output, notice);
    }
  }

  private static int rank(String severity) {
    String upper = severity.toUpperCase(java.util.Locale.ROOT);
    return SEVERITIES.indexOf(upper.startsWith("DEBUG") ? "DEBUG" : upper);
  }

  @Override
  public void terminate() {
    onTerminate.run();
  }

  @Override
  public void parameterStatus(String name, String value) {
    changedParameters.put(name, value);
  }

  @Override
  public void notification(int backendId, String channel, String payload) {
    notifications.add(new Notification(backendId, channel, payload));
    onNotification.run();
  }

  /// ParameterStatus for what has changed since the last call.
  void sendParameters() {
    if (!changedParameters.isEmpty()) {
      changedParameters.forEach((name, value) -> Responses.parameterStatus(output, name, value));
      changedParameters.clear();
    }
  }

  void sendNotifications() {
    Notification next = notifications.poll();
    while (next != null) {
      Responses.notification(output, next.backendId(), next.channel(), next.payload());
      next = notifications.poll();
    }
  }

  @Override
  public void start(boolean binary, int columnCount) {
    Responses.copyResponse(output, 'H', binary, columnCount);
  }

  @Override
  public void data(byte[] source, int from, int length) {
    Responses.copyData(output, source, from, length);
    output.passChunk();
  }

  @Override
  public void end() {
    Responses.empty(output, 'c');
  }
}
