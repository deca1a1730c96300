package dev.omendb.sql.command.ddl;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.parse.statement.TableElement;

final class LikeTable {
  LikeTable(Ddl ddl, TableElement.Like like) {
    throw DatabaseException.unsupported("LIKE");
  }

  void addColumns(TableDraft draft) {}

  void addExpressions(TableDraft draft) {}

  void addChecks(TableDraft draft, Constraints constraints) {}

  void addIndexes(TableDraft draft) {}
}
