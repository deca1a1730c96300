package dev.omendb.sql.command;

import dev.omendb.sql.command.ddl.IndexStatements;
import dev.omendb.sql.command.ddl.ObjectStatements;
import dev.omendb.sql.command.ddl.RoleStatements;
import dev.omendb.sql.command.ddl.TableStatements;
import dev.omendb.sql.command.session.SessionCommands;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.SelectBlock;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Session;

/// Makes everything executable that is neither a query nor a change of rows.
public final class CommandPlanner {
  private CommandPlanner() {}

  /// True for SELECT … INTO, which is a command although it is parsed as a query.
  public static boolean isSelectInto(Statement statement) {
    return statement instanceof Statement.Query(QueryExpression query)
        && query.body instanceof SelectBlock block
        && block.into != null;
  }

  /// @param statement anything but Query, Insert, Update and Delete; [#isSelectInto] queries too
  public static Executable plan(
      Session session, Statement statement, String sql, int[] parameterTypes) {
    return switch (statement) {
      case Statement.Query query ->
          new CommandExecutable(s -> TableStatements.selectInto(s, query, sql), "SELECT INTO");
      case Statement.OfTables tables ->
          new CommandExecutable(
              s -> TableStatements.run(s, tables, sql), TableStatements.name(tables));
      case Statement.OfIndexes indexes ->
          new CommandExecutable(
              s -> IndexStatements.run(s, indexes), IndexStatements.name(indexes));
      case Statement.OfObjects objects ->
          new CommandExecutable(
              s -> ObjectStatements.run(s, objects), ObjectStatements.name(objects));
      case Statement.OfRoles roles ->
          new CommandExecutable(s -> RoleStatements.run(s, roles), RoleStatements.name(roles));
      case Statement.OfTransactions transactions ->
          SessionCommands.plan(session, transactions, sql, parameterTypes);
      case Statement.OfSession commands ->
          SessionCommands.plan(session, commands, sql, parameterTypes);
      case Statement.OfMaintenance maintenance ->
          SessionCommands.plan(session, maintenance, sql, parameterTypes);
      case Statement.Insert _, Statement.Update _, Statement.Delete _, Statement.Empty _ ->
          throw new IllegalArgumentException("not a command: " + statement.getClass());
    };
  }
}
