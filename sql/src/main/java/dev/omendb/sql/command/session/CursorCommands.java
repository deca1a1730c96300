package dev.omendb.sql.command.session;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.command.session.SessionCommand.Traits;
import dev.omendb.sql.parse.statement.SessionStatement.Close;
import dev.omendb.sql.parse.statement.SessionStatement.Direction;
import dev.omendb.sql.parse.statement.SessionStatement.Fetch;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.Portal;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// FETCH, MOVE, CLOSE. A portal of the protocol can be fetched from too, forward only.
final class CursorCommands {

  private CursorCommands() {}

  static Executable fetch(Session session, Fetch fetch) {
    Portal portal = portal(session, fetch.cursor());
    return new FetchCommand(
        fetch,
        fetch.move() ? null : portal.columns(),
        !fetch.move() && portal.cursor() != null && portal.cursor().binary());
  }

  /// Errors: 34000 `cursor "c" does not exist`.
  private static Portal portal(Session session, String name) {
    Portal portal = session.portals().find(name);
    if (portal == null) {
      throw new DatabaseException(
          SqlState.INVALID_CURSOR_NAME, "cursor \"" + name + "\" does not exist");
    }
    return portal;
  }

  static Executable close(Close close) {
    return SessionCommand.of(
        Traits.QUICK,
        (session, rows) -> {
          String name = close.cursor();
          if (name == null) {
            session.portals().closeEverything();
            return "CLOSE CURSOR ALL";
          }
          portal(session, name);
          session.portals().close(name);
          return "CLOSE CURSOR";
        });
  }

  private record FetchCommand(
      Fetch fetch, @Nullable List<ResultColumn> columns, boolean binaryResult)
      implements Executable {
    @Override
    public boolean needsSnapshot() {
      return false;
    }

    @Override
    public Running start(Session session, Batch parameters) {
      return new Running() {
        @Override
        public Outcome run(int maxRows, RowSink sink) {
          RowSink rows = fetch.move() ? (batch, from, to) -> {} : sink;
          long moved = move(session, rows);
          return new Outcome.Complete((fetch.move() ? "MOVE " : "FETCH ") + moved);
        }

        @Override
        public void close() {}
      };
    }

    private long move(Session session, RowSink rows) {
      Portal portal = portal(session, fetch.cursor());
      if (portal.cursor() instanceof QueryCursor cursor) {
        return move(cursor, rows);
      }
      if (fetch.direction() != Direction.FORWARD || fetch.count() < 0) {
        throw new DatabaseException(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "cursor can only scan forward")
            .hint("Declare it with SCROLL option to enable backward scan.");
      }
      long[] count = {0};
      int limit = fetch.count() >= Integer.MAX_VALUE ? 0 : (int) fetch.count();
      portal.run(
          session,
          limit,
          (batch, from, to) -> {
            count[0] += to - from;
            rows.rows(batch, from, to);
          });
      return count[0];
    }

    private long move(QueryCursor cursor, RowSink rows) {
      long count = fetch.count();
      return switch (fetch.direction()) {
        case FORWARD -> step(cursor, count, rows);
        case BACKWARD -> step(cursor, -count, rows);
        case ABSOLUTE -> cursor.absolute(count, rows);
        case RELATIVE -> cursor.relative(count, rows);
      };
    }

    /// Zero rows on is the current row again.
    private long step(QueryCursor cursor, long count, RowSink rows) {
      if (count > 0) {
        return cursor.forward(count, rows);
      }
      return count < 0 ? cursor.backward(-count, rows) : zero(cursor, rows);
    }

    private long zero(QueryCursor cursor, RowSink rows) {
      if (fetch.move()) {
        return cursor.onRow() ? 1 : 0;
      }
      return cursor.again(rows);
    }
  }
}
