package dev.omendb.sql.command.session;

import dev.omendb.sql.command.copy.CopyCommand;
import dev.omendb.sql.parse.statement.MaintenanceStatement;
import dev.omendb.sql.parse.statement.SessionStatement;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.parse.statement.TransactionStatement;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Session;

/// Makes commands about the session executable: one method for each theme of statements.
public final class SessionCommands {
  private SessionCommands() {}

  public static Executable plan(
      Session session, Statement.OfTransactions statement, String sql, int[] parameterTypes) {
    return switch (statement) {
      case TransactionStatement transaction -> TransactionCommands.plan(session, transaction);
    };
  }

  public static Executable plan(
      Session session, Statement.OfSession statement, String sql, int[] parameterTypes) {
    return switch (statement) {
      case SessionStatement.SetVariable set -> SettingCommands.set(set);
      case SessionStatement.Reset reset -> SettingCommands.reset(reset);
      case SessionStatement.Show show -> ShowCommand.plan(session, show);
      case SessionStatement.Prepare prepare -> PreparedCommands.prepare(prepare);
      case SessionStatement.Execute execute -> PreparedCommands.execute(session, execute);
      case SessionStatement.Deallocate deallocate -> PreparedCommands.deallocate(deallocate);
      case SessionStatement.DeclareCursor declare ->
          new DeclareCommand(session, declare, parameterTypes);
      case SessionStatement.Fetch fetch -> CursorCommands.fetch(session, fetch);
      case SessionStatement.Close close -> CursorCommands.close(close);
      case SessionStatement.Listen listen -> NotifyCommands.listen(listen);
      case SessionStatement.Unlisten unlisten -> NotifyCommands.unlisten(unlisten);
      case SessionStatement.Notify notify -> NotifyCommands.notify(notify);
      case SessionStatement.Discard discard -> DiscardCommand.plan(discard);
    };
  }

  public static Executable plan(
      Session session, Statement.OfMaintenance statement, String sql, int[] parameterTypes) {
    return switch (statement) {
      case MaintenanceStatement.Copy copy -> CopyCommand.plan(session, copy, sql);
      case MaintenanceStatement.Explain explain ->
          ExplainCommand.plan(session, explain, sql, parameterTypes);
      case MaintenanceStatement.Vacuum vacuum -> MaintenanceCommands.vacuum(vacuum);
      case MaintenanceStatement.Analyze analyze -> MaintenanceCommands.analyze(analyze);
      case MaintenanceStatement.Checkpoint checkpoint -> MaintenanceCommands.checkpoint();
      case MaintenanceStatement.Cluster cluster -> MaintenanceCommands.cluster();
      case MaintenanceStatement.DoBlock block -> MaintenanceCommands.doBlock(block);
      case MaintenanceStatement.Call call -> MaintenanceCommands.call(call);
      case MaintenanceStatement.Load load -> MaintenanceCommands.load(load);
    };
  }
}
