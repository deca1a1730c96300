package dev.omendb.pgwire.connection;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.pgwire.message.Inbound;
import dev.omendb.pgwire.message.MessageReader;
import dev.omendb.pgwire.message.Output;
import dev.omendb.pgwire.message.Responses;
import dev.omendb.sql.session.CopyInput;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.Portal;
import dev.omendb.sql.session.PreparedStatement;
import dev.omendb.sql.session.Session;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Parse, Bind, Describe, Execute and Close. A message that needs the pool is left unread, so that
/// it can be given again. Confined to the connection's owner.
final class ExtendedQuery {
  private static final int[] NO_TYPES = {};
  private static final int SCRATCH_BYTES = 16 << 10;

  private final Session session;
  private final Output output;
  private final RowEncoder rows;
  private final byte[] scratch = new byte[SCRATCH_BYTES];
  private @Nullable PortalRun run;
  private @Nullable CopyInput copy;

  ExtendedQuery(Session session, Output output, RowEncoder rows) {
    this.session = session;
    this.output = output;
    this.rows = rows;
  }

  Progress accept(Inbound.Frame frame, boolean onLoop) {
    ByteBuf body = frame.body();
    return switch (frame.type()) {
      case 'P' -> parse(body, onLoop);
      case 'B' -> bind(body, onLoop);
      case 'D' -> describe(body);
      case 'E' -> execute(body, onLoop);
      case 'C' -> close(body);
      default -> throw new IllegalArgumentException("message " + (char) frame.type());
    };
  }

  private Progress parse(ByteBuf body, boolean onLoop) {
    String name = MessageReader.text(body);
    String sql = MessageReader.text(body);
    int count = MessageReader.unsignedShort(body);
    MessageReader.require(body, 4 * count);
    int[] types = count == 0 ? NO_TYPES : new int[count];
    for (int i = 0; i < count; i++) {
      types[i] = body.readInt();
    }
    MessageReader.end(body);
    if (onLoop && !session.parsesShort(name, sql, types)) {
      return Progress.NEEDS_POOL;
    }
    session.parse(name, sql, types);
    Responses.empty(output, '1');
    return Progress.DONE;
  }

  private Progress bind(ByteBuf body, boolean onLoop) {
    BindMessage message = BindMessage.read(body, scratch);
    if (onLoop && !session.bindsShort(message.statement())) {
      return Progress.NEEDS_POOL;
    }
    session.bind(
        message.portal(), message.statement(), message.parameters(), message.resultFormats());
    Responses.empty(output, '2');
    return Progress.DONE;
  }

  private Progress describe(ByteBuf body) {
    byte kind = MessageReader.octet(body);
    String name = MessageReader.text(body);
    MessageReader.end(body);
    switch (kind) {
      case 'S' -> {
        PreparedStatement statement = session.statements().get(name);
        Responses.parameterDescription(output, statement.parameterTypes());
        Responses.rowDescription(output, statement.columns(), null);
      }
      case 'P' -> {
        Portal portal = session.portals().get(name);
        Responses.rowDescription(output, portal.columns(), portal);
      }
      default -> throw unknownKind("DESCRIBE", kind);
    }
    return Progress.DONE;
  }

  private Progress close(ByteBuf body) {
    byte kind = MessageReader.octet(body);
    String name = MessageReader.text(body);
    MessageReader.end(body);
    switch (kind) {
      case 'S' -> session.statements().close(name);
      case 'P' -> session.portals().close(name);
      default -> throw unknownKind("CLOSE", kind);
    }
    Responses.empty(output, '3');
    return Progress.DONE;
  }

  private static DatabaseException unknownKind(String message, byte kind) {
    return new DatabaseException(
        SqlState.PROTOCOL_VIOLATION,
        "invalid %s message subtype %d".formatted(message, kind & 0xff));
  }

  private Progress execute(ByteBuf body, boolean onLoop) {
    if (run == null) {
      String name = MessageReader.text(body);
      int maxRows = MessageReader.integer(body);
      MessageReader.end(body);
      Portal portal = session.portals().get(name);
      if (onLoop && !portal.shortRunning()) {
        return Progress.NEEDS_POOL;
      }
      run = new PortalRun(session, rows, portal, maxRows);
    }
    Outcome outcome = run.run(onLoop);
    if (outcome == null) {
      return Progress.NEEDS_POOL;
    }
    run = null;
    switch (outcome) {
      case Outcome.Complete complete -> Responses.commandComplete(output, complete.tag());
      case Outcome.Suspended _ -> Responses.empty(output, 's');
      case Outcome.CopyIn copyIn -> copy = copyIn.input();
    }
    return Progress.DONE;
  }

  /// The COPY that the last Execute has begun, once.
  @Nullable CopyInput takeCopyInput() {
    CopyInput begun = copy;
    copy = null;
    return begun;
  }

  /// An error: what was running is over.
  void failed() {
    run = null;
    copy = null;
  }
}
