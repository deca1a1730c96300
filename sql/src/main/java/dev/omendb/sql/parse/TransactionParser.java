package dev.omendb.sql.parse;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.parse.statement.TransactionStatement;
import dev.omendb.sql.parse.statement.TransactionStatement.Begin;
import dev.omendb.sql.parse.statement.TransactionStatement.Commit;
import dev.omendb.sql.parse.statement.TransactionStatement.Modes;
import dev.omendb.sql.parse.statement.TransactionStatement.Release;
import dev.omendb.sql.parse.statement.TransactionStatement.Rollback;
import dev.omendb.sql.parse.statement.TransactionStatement.RollbackTo;
import dev.omendb.sql.parse.statement.TransactionStatement.Savepoint;
import dev.omendb.sql.parse.statement.TransactionStatement.SetConstraints;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// BEGIN, COMMIT, ROLLBACK, savepoints and their options.
final class TransactionParser {
  private final TokenCursor tokens;

  TransactionParser(TokenCursor tokens) {
    this.tokens = tokens;
  }

  Statement begin() {
    tokens.next();
    acceptWork();
    return new Begin(false, modes());
  }

  Statement start() {
    tokens.expect("start");
    tokens.expect("transaction");
    return new Begin(true, modes());
  }

  /// COMMIT and END.
  Statement commit() {
    tokens.next();
    if (tokens.at("prepared")) {
      throw DatabaseException.unsupported("COMMIT PREPARED");
    }
    acceptWork();
    return new Commit(chain());
  }

  /// ROLLBACK and ABORT; ROLLBACK TO.
  TransactionStatement rollback() {
    tokens.next();
    if (tokens.at("prepared")) {
      throw DatabaseException.unsupported("ROLLBACK PREPARED");
    }
    acceptWork();
    if (tokens.accept("to")) {
      acceptSavepoint();
      return new RollbackTo(tokens.name());
    }
    return new Rollback(chain());
  }

  Statement savepoint() {
    tokens.expect("savepoint");
    return new Savepoint(tokens.name());
  }

  Statement release() {
    tokens.expect("release");
    acceptSavepoint();
    return new Release(tokens.name());
  }

  /// The rest of SET CONSTRAINTS.
  Statement setConstraints() {
    List<ObjectName> names = tokens.accept("all") ? List.of() : tokens.qualifiedNames();
    if (tokens.accept("deferred")) {
      return new SetConstraints(names, true);
    }
    tokens.expect("immediate");
    return new SetConstraints(names, false);
  }

  /// The word, unless it is the savepoint's name.
  private void acceptSavepoint() {
    if (tokens.at("savepoint") && Names.isColumnId(tokens.peek(1))) {
      tokens.next();
    }
  }

  private void acceptWork() {
    if (!tokens.accept("work")) {
      tokens.accept("transaction");
    }
  }

  private boolean chain() {
    if (!tokens.accept("and")) {
      return false;
    }
    boolean chain = !tokens.accept("no");
    tokens.expect("chain");
    return chain;
  }

  /// ISOLATION LEVEL, READ ONLY, DEFERRABLE, with or without commas.
  Modes modes() {
    @Nullable String isolation = null;
    @Nullable Boolean readOnly = null;
    @Nullable Boolean deferrable = null;
    while (true) {
      if (tokens.accept("isolation")) {
        tokens.expect("level");
        isolation = isolation();
      } else if (tokens.accept("read")) {
        readOnly = tokens.accept("only");
        if (!readOnly) {
          tokens.expect("write");
        }
      } else if (tokens.accept("not", "deferrable")) {
        deferrable = false;
      } else if (tokens.accept("deferrable")) {
        deferrable = true;
      } else {
        return new Modes(isolation, readOnly, deferrable);
      }
      if (tokens.acceptComma() && !atMode()) {
        throw tokens.unexpected();
      }
    }
  }

  private boolean atMode() {
    return tokens.at("isolation")
        || tokens.at("read")
        || tokens.at("deferrable")
        || tokens.at("not", "deferrable");
  }

  private String isolation() {
    if (tokens.accept("serializable")) {
      return "serializable";
    }
    if (tokens.accept("repeatable")) {
      tokens.expect("read");
      return "repeatable read";
    }
    tokens.expect("read");
    if (tokens.accept("committed")) {
      return "read committed";
    }
    tokens.expect("uncommitted");
    return "read uncommitted";
  }
}
