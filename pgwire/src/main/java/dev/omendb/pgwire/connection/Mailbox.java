package dev.omendb.pgwire.connection;

import dev.omendb.pgwire.message.Inbound;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What a connection has to do, in order, and whether somebody is doing it. At most one thread owns
/// the connection's work at a time: the network thread or one of the pool. Thread-safe.
final class Mailbox {
  /// Beyond this the client is not read from until the backlog is small again.
  private static final int HIGH_BYTES = 4 << 20;

  private static final int LOW_BYTES = 1 << 20;

  /// Counted for each message beside its bytes.
  private static final int MESSAGE_BYTES = 256;

  private final ArrayDeque<Inbound> queue = new ArrayDeque<>();
  private long heldBytes;
  private boolean owned;
  private boolean full;

  /// True when reading should stop.
  synchronized boolean add(Inbound item) {
    queue.addLast(item);
    heldBytes += item.heldBytes() + MESSAGE_BYTES;
    if (!full && heldBytes > HIGH_BYTES) {
      full = true;
      return true;
    }
    return false;
  }

  /// Puts an event before everything that waits.
  synchronized void addUrgent(Inbound event) {
    queue.addFirst(event);
    heldBytes += event.heldBytes() + MESSAGE_BYTES;
  }

  /// Makes the caller the owner when there is work and nobody else is.
  synchronized boolean acquire() {
    if (owned || queue.isEmpty()) {
      return false;
    }
    owned = true;
    return true;
  }

  /// For the owner: the next item, or null.
  synchronized @Nullable Inbound take() {
    Inbound item = queue.pollFirst();
    if (item != null) {
      heldBytes -= item.heldBytes() + MESSAGE_BYTES;
    }
    return item;
  }

  /// For the owner: gives up ownership unless more work has come.
  synchronized boolean release() {
    if (!queue.isEmpty()) {
      return false;
    }
    owned = false;
    return true;
  }

  synchronized boolean isIdle() {
    return !owned && queue.isEmpty();
  }

  /// True once when a full queue has become short: reading may go on.
  synchronized boolean hasDrained() {
    if (full && heldBytes < LOW_BYTES) {
      full = false;
      return true;
    }
    return false;
  }
}
