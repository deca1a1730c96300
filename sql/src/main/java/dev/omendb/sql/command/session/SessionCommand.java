package dev.omendb.sql.command.session;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A command that does its work in one go.
///
/// @param traits how the session must treat it
/// @param columns what it returns, null for nothing
/// @param action does the work and returns the command tag
record SessionCommand(Traits traits, @Nullable List<ResultColumn> columns, Action action)
    implements Executable {

  @FunctionalInterface
  interface Action {
    String run(Session session, RowSink rows);
  }

  /// @param transactionControl runs without the transaction of a statement
  /// @param inFailed allowed in a failed transaction
  /// @param snapshot reads rows
  /// @param cacheable the same text always means the same
  /// @param quick waits for nothing; asked when it is about to run
  record Traits(
      boolean transactionControl,
      boolean inFailed,
      boolean snapshot,
      boolean cacheable,
      BooleanSupplier quick) {
    /// SET, SHOW and the like: quick, reads no rows.
    static final Traits QUICK = new Traits(false, false, false, true, () -> true);

    /// Takes its time and manages snapshots itself, if it needs one.
    static final Traits SLOW = new Traits(false, false, false, false, () -> false);

    /// As SLOW, outside any transaction.
    static final Traits ALONE = new Traits(true, false, false, false, () -> false);
  }

  static SessionCommand of(Traits traits, Action action) {
    return new SessionCommand(traits, null, action);
  }

  @Override
  public boolean shortRunning() {
    return traits.quick().getAsBoolean();
  }

  @Override
  public boolean transactionControl() {
    return traits.transactionControl();
  }

  @Override
  public boolean allowedInFailedTransaction() {
    return traits.inFailed();
  }

  @Override
  public boolean needsSnapshot() {
    return traits.snapshot();
  }

  @Override
  public boolean cacheable() {
    return traits.cacheable();
  }

  @Override
  public Running start(Session session, Batch parameters) {
    return new Running() {
      @Override
      public Outcome run(int maxRows, RowSink sink) {
        return new Outcome.Complete(action.run(session, sink));
      }

      @Override
      public void close() {}
    };
  }
}
