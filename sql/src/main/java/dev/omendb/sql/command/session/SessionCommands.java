package dev.omendb.sql.command.session;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Session;

/// Makes commands about the session executable.
public final class SessionCommands {
  private SessionCommands() {}

  /// @param statement one of OfTransactions, OfSession and OfMaintenance
  public static Executable plan(
      Session session, Statement statement, String sql, int[] parameterTypes) {
    throw DatabaseException.unsupported(statement.getClass().getSimpleName());
  }
}
