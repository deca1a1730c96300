package dev.omendb.sql.command.ddl;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.parse.statement.ObjectStatement;

final class RenameStatements {
  private RenameStatements() {}

  static String rename(Ddl ddl, ObjectStatement.Rename s) {
    throw DatabaseException.unsupported("RENAME");
  }

  static String owner(Ddl ddl, ObjectStatement.AlterOwner s) {
    throw DatabaseException.unsupported("OWNER TO");
  }

  static String move(Ddl ddl, ObjectStatement.AlterObjectSchema s) {
    throw DatabaseException.unsupported("SET SCHEMA");
  }
}
