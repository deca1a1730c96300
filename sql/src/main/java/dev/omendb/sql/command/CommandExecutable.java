package dev.omendb.sql.command;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import org.jspecify.annotations.Nullable;

/// A [Command] as a session runs it. Depends on no plan: names are looked up when it runs.
public final class CommandExecutable implements Executable {

  private final Command command;
  private final @Nullable String writes;

  /// @param writes its name for 25006 `cannot execute … in a read-only transaction`; null when
  ///     READ ONLY transactions may run it
  public CommandExecutable(Command command, @Nullable String writes) {
    this.command = command;
    this.writes = writes;
  }

  @Override
  public Running start(Session session, Batch parameters) {
    return new CommandRun(session);
  }

  private final class CommandRun implements Running {
    private final Session session;

    CommandRun(Session session) {
      this.session = session;
    }

    @Override
    public Outcome run(int maxRows, RowSink sink) {
      if (writes != null) {
        session.transaction().requireWritable(writes);
      }
      return new Outcome.Complete(command.run(session));
    }

    @Override
    public void close() {}
  }
}
