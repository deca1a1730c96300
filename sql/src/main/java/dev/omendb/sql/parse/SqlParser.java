package dev.omendb.sql.parse;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.generated.PgGrammar;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.TypeName;
import dev.omendb.sql.parse.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;

/// Turns SQL text into [Statement]s. Errors are PostgreSQL's, with the 1-based character position
/// in the text that was given.
public final class SqlParser {
  private SqlParser() {}

  /// One statement of a string of several; its positions count in the whole string.
  public record ScriptStatement(StatementText source, Statement statement) {}

  /// Parses one statement, with or without a semicolon behind it. Blank text is [Statement.Empty].
  public static Statement parse(String sql) {
    List<ScriptStatement> statements = parseScript(sql);
    if (statements.size() > 1) {
      throw new DatabaseException(
          SqlState.SYNTAX_ERROR, "cannot insert multiple commands into a prepared statement");
    }
    return statements.isEmpty() ? new Statement.Empty() : statements.getFirst().statement();
  }

  /// Parses all statements of a string before any of them runs, as PostgreSQL does: a syntax error
  /// in the last one keeps the first from running. Empty statements are left out.
  public static List<ScriptStatement> parseScript(String sql) {
    TokenCursor tokens = new TokenCursor(sql);
    StatementParser parser = new StatementParser(tokens);
    List<ScriptStatement> result = new ArrayList<>();
    while (true) {
      while (tokens.acceptKind(PgGrammarConstants.SEMICOLON)) {
        // Empty statements count for nothing.
      }
      if (tokens.peek().isEnd()) {
        return result;
      }
      SqlToken first = tokens.peek();
      Statement statement = parser.statement();
      result.add(new ScriptStatement(tokens.textSince(first), statement));
      if (!tokens.peek().isEnd() && tokens.peek().kind != PgGrammarConstants.SEMICOLON) {
        throw tokens.unexpected();
      }
    }
  }

  /// Parses an expression alone: a stored default, a check, an index key.
  public static SqlNode parseExpression(String text) {
    return whole(text, PgGrammar::PgExpression);
  }

  /// Parses a type alone, as in `'varchar(5)[]'::regtype`.
  public static TypeName parseType(String text) {
    return whole(text, PgGrammar::PgType);
  }

  /// Parses a possibly qualified name, as in `'public."T"'::regclass`.
  public static ObjectName parseName(String text) {
    try {
      return whole(text, PgGrammar::PgAnyName);
    } catch (DatabaseException e) {
      throw new DatabaseException(SqlState.INVALID_NAME, "invalid name syntax", e);
    }
  }

  private static <T> T whole(String text, TokenCursor.Production<T> production) {
    TokenCursor tokens = new TokenCursor(text);
    T result = tokens.run(production);
    if (!tokens.peek().isEnd()) {
      throw tokens.unexpected();
    }
    return result;
  }

  /// Cuts a string at its semicolons without parsing the parts. A lexical error is raised here.
  public static List<StatementText> split(String sql) {
    TokenCursor tokens = new TokenCursor(sql);
    List<StatementText> result = new ArrayList<>();
    while (!tokens.peek().isEnd()) {
      SqlToken first = tokens.peek();
      while (!tokens.peek().isEnd() && tokens.peek().kind != PgGrammarConstants.SEMICOLON) {
        if (tokens.peek().error != null) {
          throw tokens.unexpected();
        }
        tokens.next();
      }
      if (tokens.peek() != first) {
        result.add(tokens.textSince(first));
      }
      tokens.acceptKind(PgGrammarConstants.SEMICOLON);
    }
    return result;
  }
}
