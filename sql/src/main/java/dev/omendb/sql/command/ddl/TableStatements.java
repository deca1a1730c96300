package dev.omendb.sql.command.ddl;

import dev.omendb.sql.parse.statement.AlterTable;
import dev.omendb.sql.parse.statement.CreateTable;
import dev.omendb.sql.parse.statement.CreateTableAs;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.parse.statement.TableStatement;
import dev.omendb.sql.session.Session;
import org.jspecify.annotations.Nullable;

/// Statements about tables.
public final class TableStatements {
  private TableStatements() {}

  /// Runs one and returns its command tag.
  public static String run(Session session, Statement.OfTables statement, String sql) {
    Ddl ddl = new Ddl(session);
    return switch (statement) {
      case CreateTable create -> new CreateTableStatement(ddl).run(create);
      case CreateTableAs create -> new CreateTableAsStatement(ddl).run(create, sql);
      case AlterTable alter -> AlterStatements.run(ddl, alter);
      case TableStatement.Truncate truncate -> new TruncateStatement(ddl).run(truncate);
      case TableStatement.LockTable lock -> LockStatement.run(ddl, lock);
    };
  }

  /// SELECT … INTO.
  public static String selectInto(Session session, Statement.Query query, String sql) {
    return new CreateTableAsStatement(new Ddl(session)).selectInto(query, sql);
  }

  /// The command's name in 25006; null for what a READ ONLY transaction may do.
  public static @Nullable String name(Statement.OfTables statement) {
    return switch (statement) {
      case CreateTable _ -> "CREATE TABLE";
      case CreateTableAs _ -> "CREATE TABLE AS";
      case AlterTable alter -> "ALTER " + alter.kind().words();
      case TableStatement.Truncate _ -> "TRUNCATE TABLE";
      case TableStatement.LockTable _ -> null;
    };
  }
}
