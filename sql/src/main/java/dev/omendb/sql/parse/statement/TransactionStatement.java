package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.ObjectName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Transactions.
public sealed interface TransactionStatement extends Statement.OfTransactions {
  /// BEGIN, or START TRANSACTION when `start` (its command tag differs).
  record Begin(boolean start, Modes modes) implements TransactionStatement {}

  /// COMMIT, END.
  record Commit(boolean chain) implements TransactionStatement {}

  /// ROLLBACK, ABORT.
  record Rollback(boolean chain) implements TransactionStatement {}

  record Savepoint(String name) implements TransactionStatement {}

  record Release(String name) implements TransactionStatement {}

  record RollbackTo(String name) implements TransactionStatement {}

  /// SET TRANSACTION, or SET SESSION CHARACTERISTICS AS TRANSACTION when `session`.
  record SetTransaction(boolean session, Modes modes) implements TransactionStatement {}

  /// SET CONSTRAINTS; empty `names`: ALL.
  record SetConstraints(List<ObjectName> names, boolean deferred) implements TransactionStatement {}

  /// Transaction modes; null means not said. `isolation` in PostgreSQL's words, lower case:
  /// `repeatable read`.
  record Modes(
      @Nullable String isolation, @Nullable Boolean readOnly, @Nullable Boolean deferrable) {
    public static final Modes NONE = new Modes(null, null, null);
  }
}
