package dev.omendb.sql.command.ddl;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.parse.SqlParser;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.StatementContext;

/// A statement that a rule or a command runs inside the user's: planned once, run with parameters
/// as often as needed. Confined to its session, not re-entrant.
final class InternalStatement {
  private final Session session;
  private final Executable executable;

  InternalStatement(Session session, String sql, int... parameterTypes) {
    this.session = session;
    this.executable =
        session.database().planner().plan(session, SqlParser.parse(sql), sql, parameterTypes);
  }

  /// Runs to the end. The user's statement keeps its own parameters.
  String run(Batch parameters, RowSink sink) {
    StatementContext context = session.context();
    Batch before = context.parameters();
    try (Executable.Running running = executable.start(session, parameters)) {
      return ((Outcome.Complete) running.run(0, sink)).tag();
    } finally {
      context.setParameters(before);
    }
  }

  /// Whether a query has rows.
  boolean finds(Batch parameters) {
    int[] rows = new int[1];
    run(parameters, (batch, from, to) -> rows[0] += to - from);
    return rows[0] > 0;
  }
}
