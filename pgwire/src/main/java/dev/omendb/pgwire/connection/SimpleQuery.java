package dev.omendb.pgwire.connection;

import dev.omendb.pgwire.message.Output;
import dev.omendb.pgwire.message.Responses;
import dev.omendb.sql.session.CopyInput;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.Portal;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.SimpleStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The statements of one Query message, one after the other, in one implicit transaction. Can stop
/// anywhere and go on later: for COPY data, or on another thread. Confined to the connection's
/// owner.
final class SimpleQuery {
  private final Session session;
  private final Output output;
  private final RowEncoder rows;
  private final List<SimpleStatement> statements;
  private int next;
  private @Nullable PortalRun run;
  private @Nullable String tag;
  private @Nullable CopyInput copy;

  /// What [#advance] stopped for.
  enum Step {
    FINISHED,
    NEEDS_POOL,
    COPY_IN
  }

  SimpleQuery(Session session, Output output, RowEncoder rows, List<SimpleStatement> statements) {
    this.session = session;
    this.output = output;
    this.rows = rows;
    this.statements = statements;
  }

  /// Goes on until it is finished or must stop.
  Step advance(boolean onLoop) {
    if (statements.isEmpty()) {
      session.sync();
      Responses.empty(output, 'I');
      return Step.FINISHED;
    }
    while (true) {
      if (tag != null) {
        if (isLast() && onLoop && !session.syncsShort()) {
          return Step.NEEDS_POOL;
        }
        complete(tag);
      }
      if (run == null) {
        if (isLast()) {
          return Step.FINISHED;
        }
        run = open(statements.get(next++));
      }
      if (onLoop && !run.isShort()) {
        return Step.NEEDS_POOL;
      }
      Outcome outcome = run.run(onLoop);
      if (outcome == null) {
        return Step.NEEDS_POOL;
      }
      if (outcome instanceof Outcome.CopyIn copyIn) {
        copy = copyIn.input();
        return Step.COPY_IN;
      }
      tag = outcome instanceof Outcome.Complete complete ? complete.tag() : "";
    }
  }

  private boolean isLast() {
    return next == statements.size();
  }

  private PortalRun open(SimpleStatement statement) {
    Portal portal = session.openSimple(session.prepareSimple(statement));
    if (portal.columns() != null) {
      Responses.rowDescription(output, portal.columns(), null);
    }
    return new PortalRun(session, rows, portal, 0);
  }

  /// The last statement is complete only when its transaction is committed.
  private void complete(String commandTag) {
    close();
    if (isLast()) {
      session.sync();
    }
    Responses.commandComplete(output, commandTag);
    tag = null;
  }

  /// The COPY that [#advance] stopped for.
  CopyInput copyInput() {
    CopyInput input = copy;
    if (input == null) {
      throw new IllegalStateException("no COPY is running");
    }
    return input;
  }

  /// All COPY data has come: [#advance] may go on.
  void copied(String commandTag) {
    copy = null;
    tag = commandTag;
  }

  /// Releases what the current statement holds.
  void close() {
    PortalRun open = run;
    run = null;
    if (open != null) {
      open.portal().close();
    }
  }
}
