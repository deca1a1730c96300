package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammar;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.TypeName;
import dev.omendb.sql.parse.statement.SessionStatement.Close;
import dev.omendb.sql.parse.statement.SessionStatement.Deallocate;
import dev.omendb.sql.parse.statement.SessionStatement.DeclareCursor;
import dev.omendb.sql.parse.statement.SessionStatement.Direction;
import dev.omendb.sql.parse.statement.SessionStatement.Execute;
import dev.omendb.sql.parse.statement.SessionStatement.Fetch;
import dev.omendb.sql.parse.statement.SessionStatement.Listen;
import dev.omendb.sql.parse.statement.SessionStatement.Notify;
import dev.omendb.sql.parse.statement.SessionStatement.Prepare;
import dev.omendb.sql.parse.statement.SessionStatement.Unlisten;
import dev.omendb.sql.parse.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Prepared statements, cursors, notifications.
final class SessionParser {
  private final TokenCursor tokens;
  private final StatementParser statements;

  SessionParser(TokenCursor tokens, StatementParser statements) {
    this.tokens = tokens;
    this.statements = statements;
  }

  Statement prepare() {
    SqlToken first = tokens.expect("prepare");
    if (tokens.at("transaction") && tokens.peek(1).kind == PgGrammarConstants.PG_STRING) {
      throw tokens.unsupported(first, "PREPARE TRANSACTION");
    }
    String name = tokens.name();
    List<TypeName> types = new ArrayList<>();
    if (tokens.acceptKind(PgGrammarConstants.LPAREN)) {
      do {
        types.add(tokens.type());
      } while (tokens.acceptComma());
      tokens.close();
    }
    tokens.expect("as");
    SqlToken start = tokens.peek();
    Statement statement = statements.queryOrChange();
    return new Prepare(name, types, statement, tokens.sourceSince(start));
  }

  Execute execute() {
    tokens.expect("execute");
    String name = tokens.name();
    List<SqlNode> arguments = List.of();
    if (tokens.acceptKind(PgGrammarConstants.LPAREN)) {
      arguments = tokens.run(PgGrammar::PgExpressionList);
      tokens.close();
    }
    return new Execute(name, arguments);
  }

  Statement deallocate() {
    tokens.expect("deallocate");
    if (tokens.at("prepare") && Names.isLabel(tokens.peek(1))) {
      tokens.next();
    }
    return new Deallocate(tokens.accept("all") ? null : tokens.name());
  }

  DeclareCursor declare() {
    SqlToken first = tokens.peek();
    tokens.expect("declare");
    String name = tokens.name();
    boolean binary = false;
    boolean insensitive = false;
    @Nullable Boolean scroll = null;
    while (!tokens.at("cursor")) {
      if (tokens.accept("binary")) {
        binary = true;
      } else if (tokens.accept("insensitive")) {
        insensitive = true;
      } else if (tokens.accept("scroll")) {
        scroll = true;
      } else if (tokens.acceptPhrase("no", "scroll")) {
        scroll = false;
      } else if (!tokens.accept("asensitive")) {
        throw tokens.unexpected();
      }
    }
    tokens.next();
    boolean hold = tokens.acceptPhrase("with", "hold");
    if (!hold) {
      tokens.acceptPhrase("without", "hold");
    }
    tokens.expect("for");
    SqlToken start = tokens.peek();
    Statement.Query query = statements.query();
    return new DeclareCursor(
        name, binary, insensitive, scroll, hold, query,
        tokens.sourceSince(start), tokens.sourceSince(first));
  }

  /// FETCH and MOVE.
  Statement fetch() {
    boolean move = tokens.next().is("move");
    Direction direction = Direction.FORWARD;
    long count = 1;
    if (tokens.accept("next")) {
      count = 1;
    } else if (tokens.accept("prior")) {
      direction = Direction.BACKWARD;
    } else if (tokens.accept("first")) {
      direction = Direction.ABSOLUTE;
    } else if (tokens.accept("last")) {
      direction = Direction.ABSOLUTE;
      count = -1;
    } else if (tokens.accept("absolute")) {
      direction = Direction.ABSOLUTE;
      count = tokens.integer().longValue();
    } else if (tokens.accept("relative")) {
      direction = Direction.RELATIVE;
      count = tokens.integer().longValue();
    } else if (tokens.accept("forward")) {
      count = optionalCount();
    } else if (tokens.accept("backward")) {
      direction = Direction.BACKWARD;
      count = optionalCount();
    } else {
      count = optionalCount();
    }
    if (!tokens.accept("from")) {
      tokens.accept("in");
    }
    return new Fetch(tokens.name(), direction, count, move);
  }

  private long optionalCount() {
    if (tokens.accept("all")) {
      return Long.MAX_VALUE;
    }
    return switch (tokens.peek().kind) {
      case PgGrammarConstants.UNSIGNED_INTEGER_LITERAL,
          PgGrammarConstants.MINUS,
          PgGrammarConstants.PLUS ->
          tokens.integer().longValue();
      default -> 1;
    };
  }

  Statement close() {
    tokens.expect("close");
    return new Close(tokens.accept("all") ? null : tokens.name());
  }

  Statement listen() {
    tokens.expect("listen");
    return new Listen(tokens.name());
  }

  Statement unlisten() {
    tokens.expect("unlisten");
    return new Unlisten(tokens.acceptKind(PgGrammarConstants.STAR) ? null : tokens.name());
  }

  Statement notification() {
    tokens.expect("notify");
    String channel = tokens.name();
    return new Notify(channel, tokens.acceptComma() ? tokens.string() : "");
  }
}
