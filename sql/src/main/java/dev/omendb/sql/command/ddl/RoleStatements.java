package dev.omendb.sql.command.ddl;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.session.Session;

/// Statements about roles and privileges.
public final class RoleStatements {
  private RoleStatements() {}

  /// Runs one and returns its command tag.
  public static String run(Session session, Statement.OfRoles statement) {
    throw DatabaseException.unsupported(name(statement));
  }

  /// The command's name in 25006.
  public static String name(Statement.OfRoles statement) {
    return "CREATE ROLE";
  }
}
