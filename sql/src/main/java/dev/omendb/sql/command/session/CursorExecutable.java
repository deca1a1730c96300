package dev.omendb.sql.command.session;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import java.util.List;

/// What an Execute of a cursor's portal runs: it reads on from where the cursor is.
record CursorExecutable(QueryCursor cursor) implements Executable {

  @Override
  public List<ResultColumn> columns() {
    return cursor.columns();
  }

  @Override
  public Running start(Session session, Batch parameters) {
    return new Running() {
      @Override
      public Outcome run(int maxRows, RowSink sink) {
        long limit = maxRows == 0 ? Long.MAX_VALUE : maxRows;
        long sent = cursor.forward(limit, sink);
        return sent == limit ? Outcome.SUSPENDED : new Outcome.Complete("SELECT " + sent);
      }

      @Override
      public void close() {}
    };
  }
}
