package dev.omendb.pgwire.connection;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.pgwire.message.ErrorReport;
import dev.omendb.pgwire.message.FrameDecoder;
import dev.omendb.pgwire.message.Inbound;
import dev.omendb.pgwire.message.Output;
import dev.omendb.pgwire.message.Responses;
import dev.omendb.pgwire.message.TerminationReason;
import dev.omendb.sql.session.Database;
import dev.omendb.sql.session.Session;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One client. Messages arrive on the network thread and wait in a [Mailbox]. Whoever owns the
/// mailbox works it off: the network thread while everything is short, else a pool thread until
/// nothing is left, so that order is kept and the network thread never waits.
public final class Connection extends ChannelInboundHandlerAdapter {
  private final Channel channel;
  private final FrameDecoder decoder;
  private final Executor pool;
  private final Consumer<Channel> startTls;
  private final Mailbox mailbox = new Mailbox();
  private final Output output;
  private final SessionChannel sessionChannel;
  private final Login login;
  private final IdleTimer idleTimer;
  private final Future<?> loginTimeout;
  private volatile @Nullable Commands commands;
  private volatile boolean closed;
  private boolean inputEnded;
  private Runnable onEnd = () -> {};

  /// @param pool runs what must not run on the network thread
  /// @param startTls puts encryption in front of a channel
  public Connection(
      Channel channel,
      FrameDecoder decoder,
      Database database,
      ConnectionSettings settings,
      Executor pool,
      Consumer<Channel> startTls) {
    this.channel = channel;
    this.decoder = decoder;
    this.pool = pool;
    this.startTls = startTls;
    this.output = new Output(channel);
    this.sessionChannel =
        new SessionChannel(
            output,
            () -> post(new Inbound.Notified()),
            () -> terminate(TerminationReason.ADMINISTRATOR));
    this.login = new Login(settings, database, output, sessionChannel);
    this.idleTimer = new IdleTimer(channel.eventLoop(), mailbox, this::terminate);
    this.loginTimeout =
        channel
            .eventLoop()
            .schedule(
                () -> channel.close(),
                ConnectionSettings.LOGIN_TIMEOUT_SECONDS,
                TimeUnit.SECONDS);
  }

  /// Called once, when the session is over. Set before the first message.
  public void onEnd(Runnable listener) {
    onEnd = listener;
  }

  /// Ends the connection with a FATAL error: at once, or after cancelling what is running.
  /// Thread-safe.
  public void terminate(TerminationReason reason) {
    Commands running = commands;
    if (running == null) {
      channel.close();
      return;
    }
    mailbox.addUrgent(new Inbound.Terminate(reason));
    if (reason == TerminationReason.SHUTDOWN) {
      output.stop();
    }
    running.end(reason);
    channel.eventLoop().execute(this::work);
  }

  /// Adds an event. Thread-safe.
  private void post(Inbound event) {
    mailbox.add(event);
    channel.eventLoop().execute(this::work);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Inbound item = (Inbound) message;
    if (commands != null) {
      if (mailbox.add(item)) {
        channel.config().setAutoRead(false);
      }
      return;
    }
    switch (item) {
      case Inbound.Frame frame -> logIn(frame);
      case Inbound.Violation violation ->
          reject(new DatabaseException(SqlState.PROTOCOL_VIOLATION, violation.message()));
      case Inbound.CopyData _,
          Inbound.Disconnected _,
          Inbound.Terminate _,
          Inbound.Notified _ ->
          channel.close();
    }
  }

  private void logIn(Inbound.Frame frame) {
    try {
      if (closed) {
        return;
      }
      switch (login.accept(frame)) {
        case WAIT -> {}
        case START_TLS -> startTls.accept(channel);
        case LOGGED_IN -> loggedIn(login.session());
        case CLOSE -> finish();
      }
    } catch (Throwable thrown) {
      reject(ErrorReport.of(thrown));
    } finally {
      frame.body().release();
    }
  }

  private void loggedIn(Session session) {
    loginTimeout.cancel(false);
    decoder.authenticated();
    idleTimer.watch(session);
    commands = new Commands(session, output, sessionChannel);
    output.flush();
  }

  private void reject(DatabaseException error) {
    Responses.error(output, "FATAL", error);
    finish();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    work();
  }

  /// On the network thread: works off the mailbox unless somebody else does.
  private void work() {
    Commands running = commands;
    if (running == null || !mailbox.acquire()) {
      return;
    }
    while (true) {
      Inbound item = mailbox.take();
      if (item == null) {
        output.flush();
        idleTimer.idle();
        if (mailbox.release()) {
          return;
        }
        continue;
      }
      switch (running.accept(item, true)) {
        case DONE -> readOn();
        case NEEDS_POOL -> {
          pool.execute(() -> workOnPool(running));
          return;
        }
        case CLOSED -> {
          end(running);
          return;
        }
      }
    }
  }

  /// On a pool thread, which owns the mailbox: continues until nothing is left.
  private void workOnPool(Commands running) {
    Progress progress = running.resume();
    while (progress != Progress.CLOSED) {
      readOn();
      Inbound item = mailbox.take();
      if (item != null) {
        progress = running.accept(item, false);
        continue;
      }
      output.flush();
      idleTimer.idle();
      if (mailbox.release()) {
        return;
      }
    }
    end(running);
  }

  private void readOn() {
    if (mailbox.hasDrained()) {
      channel.config().setAutoRead(true);
    }
  }

  /// The owner's last act; the mailbox stays owned, so that nobody works on it again.
  private void end(Commands running) {
    closed = true;
    running.close();
    finish();
    for (Inbound left = mailbox.take(); left != null; left = mailbox.take()) {
      if (left instanceof Inbound.Frame frame) {
        frame.body().release();
      }
    }
    onEnd.run();
  }

  /// Sends what is left and closes.
  private void finish() {
    closed = true;
    output.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputEnded();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loginTimeout.cancel(false);
    output.wakeWriter();
    inputEnded();
  }

  /// What came before is still carried out, as PostgreSQL does.
  private void inputEnded() {
    if (inputEnded) {
      return;
    }
    inputEnded = true;
    if (commands == null) {
      output.discard();
      channel.close();
      onEnd.run();
    } else if (!closed) {
      mailbox.add(new Inbound.Disconnected());
      work();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    output.wakeWriter();
  }

  /// A broken connection is the client's affair; anything else is a bug, and ends it, too.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      ErrorReport.of(cause);
    }
    channel.close();
  }
}
