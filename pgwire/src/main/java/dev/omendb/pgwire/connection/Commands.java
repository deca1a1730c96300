package dev.omendb.pgwire.connection;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.pgwire.message.ErrorReport;
import dev.omendb.pgwire.message.Inbound;
import dev.omendb.pgwire.message.MessageReader;
import dev.omendb.pgwire.message.Output;
import dev.omendb.pgwire.message.Responses;
import dev.omendb.pgwire.message.TerminationReason;
import dev.omendb.sql.session.CopyInput;
import dev.omendb.sql.session.Session;
import org.jspecify.annotations.Nullable;

/// Runs a client's messages on its session: the protocol's state machine after login. Confined to
/// the connection's owner of the moment, which is the network thread (`onLoop`) or one of the pool.
final class Commands {
  private final Session session;
  private final Output output;
  private final SessionChannel channel;
  private final RowEncoder rows;
  private final ExtendedQuery extended;
  private @Nullable SimpleQuery simple;
  private @Nullable CopyIn copy;

  /// Why the connection is about to end, once it is.
  private volatile @Nullable TerminationReason ending;

  /// An error in the extended protocol: everything until Sync is ignored.
  private boolean skipping;

  /// ReadyForQuery was the last that was sent, and nothing has come since.
  private boolean idle = true;

  /// What the pool must take up where the network thread left it.
  private @Nullable Inbound unfinished;

  Commands(Session session, Output output, SessionChannel channel) {
    this.session = session;
    this.output = output;
    this.channel = channel;
    this.rows = new RowEncoder(session, output);
    this.extended = new ExtendedQuery(session, output, rows);
  }

  Session session() {
    return session;
  }

  /// Cancels what runs; the next thing the client hears is why. Thread-safe.
  void end(TerminationReason reason) {
    ending = reason;
    session.cancel();
  }

  /// Deals with one item; after [Progress#NEEDS_POOL] the pool calls [#resume] before anything
  /// else.
  Progress accept(Inbound item, boolean onLoop) {
    Progress progress;
    try {
      progress = dispatch(item, onLoop);
    } catch (Throwable thrown) {
      progress = fatal(ErrorReport.of(thrown));
    }
    unfinished = progress == Progress.NEEDS_POOL ? item : null;
    return progress;
  }

  private Progress dispatch(Inbound item, boolean onLoop) {
    return switch (item) {
      case Inbound.Frame frame -> frame(frame, onLoop);
      case Inbound.CopyData data -> copyData(data, onLoop);
      case Inbound.Violation violation ->
          fatal(new DatabaseException(SqlState.PROTOCOL_VIOLATION, violation.message()));
      case Inbound.Disconnected _ ->
          onLoop && session.transaction().active() ? Progress.NEEDS_POOL : Progress.CLOSED;
      case Inbound.Terminate terminate ->
          fatal(
              new DatabaseException(terminate.reason().state(), terminate.reason().message()));
      case Inbound.Notified _ -> notified();
    };
  }

  /// Continues on the pool.
  Progress resume() {
    Inbound item = unfinished;
    return item == null ? Progress.DONE : accept(item, false);
  }

  private Progress frame(Inbound.Frame frame, boolean onLoop) {
    int start = frame.body().readerIndex();
    Progress progress = Progress.DONE;
    try {
      progress = command(frame, onLoop);
    } catch (Throwable thrown) {
      progress = failed(ErrorReport.of(thrown), frame.type());
    } finally {
      if (progress == Progress.NEEDS_POOL) {
        frame.body().readerIndex(start);
      } else {
        frame.body().release();
      }
    }
    return progress;
  }

  private Progress command(Inbound.Frame frame, boolean onLoop) {
    if (copy != null) {
      return onLoop ? Progress.NEEDS_POOL : copyEnd(copy, frame);
    }
    byte type = frame.type();
    if (idle) {
      idle = false;
      session.commandBegins();
    }
    if (skipping && type != 'S' && type != 'X') {
      return Progress.DONE;
    }
    return switch (type) {
      case 'Q' -> query(frame, onLoop);
      case 'P', 'B', 'D', 'E', 'C' -> extended(frame, onLoop);
      case 'S' -> sync(onLoop);
      case 'F' -> throw DatabaseException.unsupported("the function call protocol");
      case 'X' ->
          onLoop && session.transaction().active() ? Progress.NEEDS_POOL : Progress.CLOSED;
      // Flush: the owner flushes when nothing is left to do. Late COPY messages count for nothing.
      case 'H', 'c', 'f' -> Progress.DONE;
      default -> throw new IllegalStateException("message type " + type);
    };
  }

  private Progress query(Inbound.Frame frame, boolean onLoop) {
    SimpleQuery query = simple;
    if (query == null) {
      String sql = MessageReader.text(frame.body());
      MessageReader.end(frame.body());
      if (onLoop && !session.answersShort(sql)) {
        return Progress.NEEDS_POOL;
      }
      query = new SimpleQuery(session, output, rows, session.simple(sql));
      simple = query;
    }
    return advance(query, onLoop);
  }

  private Progress advance(SimpleQuery query, boolean onLoop) {
    switch (query.advance(onLoop)) {
      case FINISHED -> {
        simple = null;
        ready();
      }
      case COPY_IN -> begin(query.copyInput());
      case NEEDS_POOL -> {
        return Progress.NEEDS_POOL;
      }
    }
    return Progress.DONE;
  }

  private Progress extended(Inbound.Frame frame, boolean onLoop) {
    Progress progress = extended.accept(frame, onLoop);
    CopyInput input = extended.takeCopyInput();
    if (input != null) {
      begin(input);
    }
    return progress;
  }

  private Progress sync(boolean onLoop) {
    if (onLoop && !session.syncsShort()) {
      return Progress.NEEDS_POOL;
    }
    skipping = false;
    session.sync();
    ready();
    return Progress.DONE;
  }

  private void begin(CopyInput input) {
    copy = new CopyIn(input);
    Responses.copyResponse(output, 'G', input.binary(), input.columnCount());
  }

  /// Late data count for nothing.
  private Progress copyData(Inbound.CopyData data, boolean onLoop) {
    CopyIn running = copy;
    if (running == null) {
      return Progress.DONE;
    }
    if (onLoop) {
      return Progress.NEEDS_POOL;
    }
    try {
      running.accept(data);
      return Progress.DONE;
    } catch (Throwable thrown) {
      return failed(ErrorReport.of(thrown), (byte) 'd');
    }
  }

  private Progress copyEnd(CopyIn running, Inbound.Frame frame) {
    if (frame.type() == 'X') {
      return Progress.CLOSED;
    }
    String tag = running.accept(frame);
    if (tag == null) {
      return Progress.DONE;
    }
    copy = null;
    SimpleQuery query = simple;
    if (query == null) {
      Responses.commandComplete(output, tag);
      return Progress.DONE;
    }
    query.copied(tag);
    return advance(query, false);
  }

  private Progress notified() {
    if (session.status() == 'I' && copy == null) {
      channel.sendNotifications();
    }
    return Progress.DONE;
  }

  private void ready() {
    channel.sendParameters();
    if (session.status() == 'I') {
      channel.sendNotifications();
    }
    Responses.readyForQuery(output, session.status());
    idle = true;
  }

  /// Reports an error; the session goes on with the next query, or after the next Sync.
  private Progress failed(DatabaseException error, byte type) {
    if (error.state() == SqlState.CONNECTION_FAILURE) {
      return Progress.CLOSED;
    }
    TerminationReason reason = ending;
    if (reason != null && error.state() == SqlState.QUERY_CANCELED) {
      return fatal(new DatabaseException(reason.state(), reason.message()));
    }
    boolean ofQuery = simple != null || type == 'Q' || type == 'F';
    try {
      stopRunning();
      Responses.error(output, "ERROR", error);
      session.failed();
    } catch (Throwable second) {
      return fatal(ErrorReport.of(second));
    }
    if (ofQuery || type == 'S') {
      ready();
    } else {
      skipping = true;
    }
    return Progress.DONE;
  }

  private void stopRunning() {
    CopyIn running = copy;
    copy = null;
    if (running != null) {
      running.abort();
    }
    SimpleQuery query = simple;
    simple = null;
    if (query != null) {
      query.close();
    }
    extended.failed();
  }

  private Progress fatal(DatabaseException error) {
    Responses.error(output, "FATAL", error);
    return Progress.CLOSED;
  }

  /// Ends the session: what it had not committed is rolled back. Never throws.
  void close() {
    try {
      stopRunning();
    } catch (RuntimeException e) {
      ErrorReport.of(e);
    }
    try {
      session.close();
    } catch (RuntimeException e) {
      ErrorReport.of(e);
    }
  }
}
