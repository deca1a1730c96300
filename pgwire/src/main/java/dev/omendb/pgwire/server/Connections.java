package dev.omendb.pgwire.server;

import dev.omendb.pgwire.connection.Connection;
import dev.omendb.pgwire.message.TerminationReason;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The open connections. Thread-safe.
final class Connections {
  private final Map<Channel, Connection> open = new ConcurrentHashMap<>();
  private final int limit;

  Connections(int limit) {
    this.limit = limit;
  }

  boolean isFull() {
    return open.size() >= limit;
  }

  /// Counts a connection until its session is over.
  void add(Channel channel, Connection connection) {
    open.put(channel, connection);
    connection.onEnd(() -> remove(channel));
  }

  private void remove(Channel channel) {
    open.remove(channel);
    synchronized (open) {
      open.notifyAll();
    }
  }

  /// Ends all and waits for their sessions, but not for ever.
  void terminateAll(int timeoutSeconds) throws InterruptedException {
    open.values().forEach(c -> c.terminate(TerminationReason.SHUTDOWN));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    synchronized (open) {
      while (!open.isEmpty()) {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (leftMillis <= 0) {
          return;
        }
        open.wait(leftMillis);
      }
    }
  }
}
