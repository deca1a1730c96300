package dev.omendb.sql.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// State of a session that belongs to one theme of functions or commands, kept by type. Confined to
/// its session.
public final class SessionServices {
  private final Map<Class<?>, Object> byType = new HashMap<>();

  /// The session's instance, made on first use.
  public <T> T get(Class<T> type, Supplier<? extends T> maker) {
    return type.cast(byType.computeIfAbsent(type, t -> maker.get()));
  }

  public <T> void put(Class<T> type, T service) {
    byType.put(type, service);
  }

  <T> @org.jspecify.annotations.Nullable T find(Class<T> type) {
    return type.cast(byType.get(type));
  }

  void transactionEnded(Session session, boolean committed) {
    for (Object service : byType.values()) {
      if (service instanceof TransactionListener listener) {
        listener.transactionEnded(session, committed);
      }
    }
  }

  void beforeCommit(Session session) {
    for (Object service : List.copyOf(byType.values())) {
      if (service instanceof TransactionListener listener) {
        listener.beforeCommit(session);
      }
    }
  }

  /// Whether [#beforeCommit] has something to do.
  boolean worksAtCommit() {
    for (Object service : byType.values()) {
      if (service instanceof TransactionListener listener && listener.worksAtCommit()) {
        return true;
      }
    }
    return false;
  }

  void rolledBackTo(Session session, long savepoint) {
    for (Object service : byType.values()) {
      if (service instanceof TransactionListener listener) {
        listener.rolledBackTo(session, savepoint);
      }
    }
  }

  public void discardTemporary(Session session) {
    for (Object service : List.copyOf(byType.values())) {
      if (service instanceof TransactionListener listener) {
        listener.discardTemporary(session);
      }
    }
  }

  void close(Session session) {
    for (Object service : byType.values()) {
      if (service instanceof TransactionListener listener) {
        listener.sessionClosed(session);
      }
    }
  }

  /// A service that cares about the ends of transactions.
  public interface TransactionListener {
    void transactionEnded(Session session, boolean committed);

    /// The transaction is about to commit and can still change rows, or fail.
    default void beforeCommit(Session session) {}

    /// Whether [#beforeCommit] has something to do that may take long or wait.
    default boolean worksAtCommit() {
      return false;
    }

    /// A savepoint was rolled back to: what was done at this number or a higher one is undone (see
    /// [SessionTransaction#lastSavepoint]).
    default void rolledBackTo(Session session, long savepoint) {}

    default void sessionClosed(Session session) {}

    /// DISCARD TEMP: temporary tables go.
    default void discardTemporary(Session session) {}
  }
}
