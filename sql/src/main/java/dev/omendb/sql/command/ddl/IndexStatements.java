package dev.omendb.sql.command.ddl;

import dev.omendb.sql.parse.statement.IndexStatement;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.session.Session;

/// Statements about indexes.
public final class IndexStatements {
  private IndexStatements() {}

  /// Runs one and returns its command tag.
  public static String run(Session session, Statement.OfIndexes statement) {
    Ddl ddl = new Ddl(session);
    return switch ((IndexStatement) statement) {
      case IndexStatement.CreateIndex create -> new CreateIndexStatement(ddl).run(create);
      case IndexStatement.Reindex reindex -> new ReindexStatement(ddl).run(reindex);
    };
  }

  /// The command's name in 25006.
  public static String name(Statement.OfIndexes statement) {
    return switch ((IndexStatement) statement) {
      case IndexStatement.CreateIndex _ -> "CREATE INDEX";
      case IndexStatement.Reindex _ -> "REINDEX";
    };
  }
}
