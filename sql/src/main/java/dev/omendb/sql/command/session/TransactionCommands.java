package dev.omendb.sql.command.session;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.command.session.SessionCommand.Traits;
import dev.omendb.sql.command.ddl.DeferredChecks;
import dev.omendb.sql.parse.statement.TransactionStatement;
import dev.omendb.sql.parse.statement.TransactionStatement.Begin;
import dev.omendb.sql.parse.statement.TransactionStatement.Commit;
import dev.omendb.sql.parse.statement.TransactionStatement.Modes;
import dev.omendb.sql.parse.statement.TransactionStatement.Release;
import dev.omendb.sql.parse.statement.TransactionStatement.Rollback;
import dev.omendb.sql.parse.statement.TransactionStatement.RollbackTo;
import dev.omendb.sql.parse.statement.TransactionStatement.Savepoint;
import dev.omendb.sql.parse.statement.TransactionStatement.SetConstraints;
import dev.omendb.sql.parse.statement.TransactionStatement.SetTransaction;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Notice;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.SessionTransaction;

/// BEGIN, COMMIT, ROLLBACK, savepoints, SET TRANSACTION.
final class TransactionCommands {
  private TransactionCommands() {}

  static Executable plan(Session session, TransactionStatement statement) {
    return switch (statement) {
      case Begin begin -> command(false, (s, rows) -> begin(s, begin));
      case Commit commit ->
          new SessionCommand(
              new Traits(true, true, false, true, () -> writesNothing(session)),
              null,
              (s, rows) -> commit(s, commit.chain()));
      case Rollback rollback -> command(true, (s, rows) -> rollback(s, rollback.chain()));
      case Savepoint savepoint -> command(false, (s, rows) -> savepoint(s, savepoint.name()));
      case Release release -> command(false, (s, rows) -> release(s, release.name()));
      case RollbackTo back -> command(true, (s, rows) -> rollbackTo(s, back.name()));
      case SetTransaction set -> command(false, (s, rows) -> set(s, set));
      case SetConstraints set ->
          SessionCommand.of(Traits.SLOW, (s, rows) -> setConstraints(s, set));
    };
  }

  private static SessionCommand command(boolean inFailed, SessionCommand.Action action) {
    return new SessionCommand(
        new Traits(true, inFailed, false, true, () -> true), null, action);
  }

  /// A COMMIT that has nothing to make durable.
  private static boolean writesNothing(Session session) {
    return !session.transaction().active() || session.transaction().current().isReadOnly();
  }

  private static String begin(Session session, Begin begin) {
    requireSupported(begin.modes());
    if (!session.transaction().begin()) {
      warn(
          session, SqlState.ACTIVE_SQL_TRANSACTION,
          "there is already a transaction in progress");
    }
    apply(session.transaction(), begin.modes());
    return begin.start() ? "START TRANSACTION" : "BEGIN";
  }

  /// Said before anything has changed.
  private static void requireSupported(Modes modes) {
    if ("serializable".equals(modes.isolation())) {
      throw DatabaseException.unsupported("isolation level SERIALIZABLE");
    }
  }

  private static void apply(SessionTransaction transaction, Modes modes) {
    if (modes.isolation() != null) {
      transaction.setIsolation(modes.isolation());
    }
    if (modes.readOnly() != null) {
      transaction.setReadOnly(modes.readOnly());
    }
    if (modes.deferrable() != null) {
      transaction.setDeferrable(modes.deferrable());
    }
  }

  private static String commit(Session session, boolean chain) {
    SessionTransaction transaction = session.transaction();
    requireBlockForChain(transaction, chain, "COMMIT AND CHAIN");
    warnOutsideBlock(session);
    Modes modes = modes(transaction);
    boolean committed = transaction.commit();
    if (chain) {
      transaction.begin();
      apply(transaction, modes);
    }
    return committed ? "COMMIT" : "ROLLBACK";
  }

  private static String rollback(Session session, boolean chain) {
    SessionTransaction transaction = session.transaction();
    requireBlockForChain(transaction, chain, "ROLLBACK AND CHAIN");
    warnOutsideBlock(session);
    Modes modes = modes(transaction);
    transaction.rollback();
    if (chain) {
      transaction.begin();
      apply(transaction, modes);
    }
    return "ROLLBACK";
  }

  /// What AND CHAIN passes on.
  private static Modes modes(SessionTransaction transaction) {
    return new Modes(transaction.isolation(), transaction.readOnly(), transaction.deferrable());
  }

  private static void requireBlockForChain(
      SessionTransaction transaction, boolean chain, String command) {
    if (chain && !transaction.inBlock()) {
      throw new DatabaseException(
          SqlState.NO_ACTIVE_SQL_TRANSACTION, command + " can only be used in transaction blocks");
    }
  }

  private static void warnOutsideBlock(Session session) {
    if (!session.transaction().inBlock()) {
      warn(session, SqlState.NO_ACTIVE_SQL_TRANSACTION, "there is no transaction in progress");
    }
  }

  private static String savepoint(Session session, String name) {
    session.transaction().savepoint(name);
    return "SAVEPOINT";
  }

  private static String release(Session session, String name) {
    session.transaction().release(name);
    return "RELEASE";
  }

  private static String rollbackTo(Session session, String name) {
    session.transaction().rollbackTo(name);
    return "ROLLBACK";
  }

  private static String set(Session session, SetTransaction set) {
    requireSupported(set.modes());
    if (set.session()) {
      setDefaults(session, set.modes());
    } else if (!session.transaction().inBlock()) {
      warn(
          session,
          SqlState.NO_ACTIVE_SQL_TRANSACTION,
          "SET TRANSACTION can only be used in transaction blocks");
    } else {
      apply(session.transaction(), set.modes());
    }
    return "SET";
  }

  private static void setDefaults(Session session, Modes modes) {
    if (modes.isolation() != null) {
      session.settings().set("default_transaction_isolation", modes.isolation(), false);
    }
    if (modes.readOnly() != null) {
      String value = modes.readOnly() ? "on" : "off";
      session.settings().set("default_transaction_read_only", value, false);
    }
    if (modes.deferrable() != null) {
      String value = modes.deferrable() ? "on" : "off";
      session.settings().set("default_transaction_deferrable", value, false);
    }
  }

  private static String setConstraints(Session session, SetConstraints set) {
    if (!session.transaction().inBlock()) {
      warn(
          session,
          SqlState.NO_ACTIVE_SQL_TRANSACTION,
          "SET CONSTRAINTS can only be used in transaction blocks");
      return "SET CONSTRAINTS";
    }
    if (set.names().isEmpty()) {
      DeferredChecks.setAll(session, set.deferred());
    } else {
      DeferredChecks.set(session, set.names(), set.deferred());
    }
    return "SET CONSTRAINTS";
  }

  static void warn(Session session, SqlState state, String message) {
    session.client().notice(Notice.warning(state.code(), message));
  }
}
