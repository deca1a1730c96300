package dev.omendb.sql.command.session;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.command.session.QueryCursor.Scroll;
import dev.omendb.sql.parse.statement.SessionStatement.DeclareCursor;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import org.jspecify.annotations.Nullable;

/// DECLARE CURSOR. Its parameters are those of the query.
final class DeclareCommand implements Executable {
  private final DeclareCursor declare;
  private final int[] parameterTypes;

  /// The plan made for Describe; the first run uses it up.
  private @Nullable Executable planned;

  DeclareCommand(Session session, DeclareCursor declare, int[] parameterTypes) {
    this.declare = declare;
    requireLocksAllowed();
    Executable query = session.plan(declare.query(), declare.text(), parameterTypes);
    this.planned = query;
    this.parameterTypes = query.parameterTypes();
  }

  /// Errors: 0A000 for FOR UPDATE where its rows could not be locked when they are read.
  private void requireLocksAllowed() {
    if (declare.query().query().locks.isEmpty()) {
      return;
    }
    String option =
        declare.hold()
            ? "DECLARE CURSOR WITH HOLD"
            : Boolean.TRUE.equals(declare.scroll())
                ? "DECLARE SCROLL CURSOR"
                : declare.insensitive() ? "DECLARE INSENSITIVE CURSOR" : "";
    if (!option.isEmpty()) {
      String strength =
          declare.query().query().locks.getFirst().strength.toString().replace('_', ' ');
      throw new DatabaseException(
              SqlState.FEATURE_NOT_SUPPORTED,
              "%s ... FOR %s is not supported".formatted(option, strength))
          .detail(
              declare.hold()
                  ? "Holdable cursors must be READ ONLY."
                  : declare.insensitive()
                      ? "Insensitive cursors must be READ ONLY."
                      : "Scrollable cursors must be READ ONLY.");
    }
  }

  @Override
  public int[] parameterTypes() {
    return parameterTypes;
  }

  @Override
  public Running start(Session session, Batch parameters) {
    return new Running() {
      @Override
      public Outcome run(int maxRows, RowSink sink) {
        declare(session, parameters);
        return new Outcome.Complete("DECLARE CURSOR");
      }

      @Override
      public void close() {}
    };
  }

  private void declare(Session session, Batch parameters) {
    if (!declare.hold() && !session.transaction().inBlock()) {
      throw new DatabaseException(
          SqlState.NO_ACTIVE_SQL_TRANSACTION,
          "DECLARE CURSOR can only be used in transaction blocks");
    }
    if (session.portals().find(declare.name()) != null) {
      throw new DatabaseException(
          SqlState.DUPLICATE_CURSOR, "cursor \"" + declare.name() + "\" already exists");
    }
    Executable query = planned;
    planned = null;
    if (query == null) {
      query = session.plan(declare.query(), declare.text(), parameterTypes);
    }
    Executable.Running source = query.startInPieces(session, parameters);
    boolean opened = false;
    try {
      QueryCursor cursor =
          new QueryCursor(query, source, scroll(), declare.hold(), declare.binary());
      session.declare(declare.name(), declare.source(), declare.query(), cursor);
      opened = true;
    } finally {
      if (!opened) {
        source.close();
      }
    }
  }

  private Scroll scroll() {
    Boolean said = declare.scroll();
    if (said == null && !declare.query().query().locks.isEmpty()) {
      return Scroll.NO;
    }
    return said == null ? Scroll.UNSAID : said ? Scroll.YES : Scroll.NO;
  }
}
