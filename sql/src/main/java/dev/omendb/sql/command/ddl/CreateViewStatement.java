package dev.omendb.sql.command.ddl;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.parse.statement.ObjectStatement;

final class CreateViewStatement {
  CreateViewStatement(Ddl ddl) {}

  String run(ObjectStatement.CreateView s) {
    throw DatabaseException.unsupported("CREATE VIEW");
  }
}
