package dev.omendb.sql.command.ddl;

import dev.omendb.engine.error.DatabaseException;

final class AlterStatements {
  private AlterStatements() {}

  static String run(Ddl ddl, dev.omendb.sql.parse.statement.AlterTable s) {
    throw DatabaseException.unsupported("ALTER TABLE");
  }
}
