package dev.omendb.sql.parse;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.generated.Token;

/// PostgreSQL's parse errors.
public final class SyntaxErrors {
  private final String source;

  SyntaxErrors(String source) {
    this.source = source;
  }

  /// The grammar cannot go on at this token.
  public DatabaseException at(Token token) {
    return at(token, "syntax error");
  }

  /// `message at or near "token"`, or the lexer's error when there is no token.
  public DatabaseException at(Token token, String message) {
    SqlToken sqlToken = (SqlToken) token;
    if (sqlToken.error != null) {
      return sqlToken.error.position(token.beginColumn);
    }
    String where =
        sqlToken.isEnd()
            ? " at end of input"
            : " at or near \"" + source.substring(sqlToken.start, sqlToken.end) + "\"";
    return plain(token, message + where);
  }

  /// A 42601 with a message of its own.
  public DatabaseException plain(Token token, String message) {
    return new DatabaseException(SqlState.SYNTAX_ERROR, message).position(token.beginColumn);
  }

  /// 0A000 at a token.
  public DatabaseException unsupported(Token token, String feature) {
    return DatabaseException.unsupported(feature).position(token.beginColumn);
  }

  /// The source from one token to another.
  public String text(SqlToken first, SqlToken last) {
    return source.substring(first.start, last.end);
  }
}
