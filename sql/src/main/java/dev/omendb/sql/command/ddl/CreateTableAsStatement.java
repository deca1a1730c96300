package dev.omendb.sql.command.ddl;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.parse.statement.CreateTableAs;
import dev.omendb.sql.parse.statement.Statement;

final class CreateTableAsStatement {
  CreateTableAsStatement(Ddl ddl) {}

  String run(CreateTableAs s, String sql) {
    throw DatabaseException.unsupported("CREATE TABLE AS");
  }

  String selectInto(Statement.Query query, String sql) {
    throw DatabaseException.unsupported("SELECT INTO");
  }
}
