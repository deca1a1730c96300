package dev.omendb.sql.command.ddl;

import dev.omendb.engine.error.DatabaseException;

final class FunctionStatements {
  private FunctionStatements() {}

  static String drop(Ddl ddl, dev.omendb.sql.parse.statement.ObjectStatement.DropFunction s) {
    throw DatabaseException.unsupported("DROP FUNCTION");
  }
}
