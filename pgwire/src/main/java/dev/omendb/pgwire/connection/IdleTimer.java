package dev.omendb.pgwire.connection;

import dev.omendb.pgwire.message.TerminationReason;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.SettingDurations;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// idle_session_timeout and idle_in_transaction_session_timeout. Costs nothing while both are 0.
final class IdleTimer {
  private final EventLoop loop;
  private final Mailbox mailbox;
  private final Consumer<TerminationReason> onTimeout;
  private @Nullable Session session;
  private long settingsVersion = -1;
  private int idleMillis;
  private int idleInTransactionMillis;
  private @Nullable Future<?> pending;
  private long idlePeriod;

  IdleTimer(EventLoop loop, Mailbox mailbox, Consumer<TerminationReason> onTimeout) {
    this.loop = loop;
    this.mailbox = mailbox;
    this.onTimeout = onTimeout;
  }

  void watch(Session watched) {
    session = watched;
  }

  /// The connection has nothing to do. Called by its owner just before it lets go; more work may
  /// come in between, so the timer checks before it strikes.
  synchronized void idle() {
    Session watched = session;
    if (watched == null) {
      return;
    }
    idlePeriod++;
    refresh(watched);
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
    boolean inTransaction = watched.status() != 'I';
    int millis = inTransaction ? idleInTransactionMillis : idleMillis;
    if (millis > 0) {
      long period = idlePeriod;
      TerminationReason reason =
          inTransaction ? TerminationReason.IDLE_IN_TRANSACTION : TerminationReason.IDLE_SESSION;
      pending = loop.schedule(() -> strike(period, reason), millis, TimeUnit.MILLISECONDS);
    }
  }

  private void refresh(Session watched) {
    long version = watched.settings().version();
    if (version != settingsVersion) {
      settingsVersion = version;
      idleMillis = SettingDurations.millis(watched.settings().get("idle_session_timeout"));
      idleInTransactionMillis =
          SettingDurations.millis(watched.settings().get("idle_in_transaction_session_timeout"));
    }
  }

  private synchronized void strike(long period, TerminationReason reason) {
    if (period == idlePeriod && mailbox.isIdle()) {
      onTimeout.accept(reason);
    }
  }
}
