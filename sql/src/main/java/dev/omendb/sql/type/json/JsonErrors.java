package dev.omendb.sql.type.json;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.error.StackLimit;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.Utf8;

/// The errors of JSON input with PostgreSQL's detail and context lines.
final class JsonErrors {
  private static final int CONTEXT_BYTES = 50;

  private JsonErrors() {}

  /// 22P02 `invalid input syntax for type json` with a detail.
  static DatabaseException syntax(JsonLexer lexer, String detail) {
    return new DatabaseException(
            SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type json")
        .detail(detail)
        .where(context(lexer));
  }

  /// What was expected, and the token that came instead.
  static DatabaseException expected(JsonLexer lexer, String what) {
    return lexer.token == JsonLexer.Token.END
        ? syntax(lexer, "The input string ended unexpectedly.")
        : syntax(lexer, "Expected " + what + ", but found \"" + lexer.tokenText() + "\".");
  }

  static DatabaseException invalidToken(JsonLexer lexer) {
    return syntax(lexer, "Token \"" + lexer.tokenText() + "\" is invalid.");
  }

  /// 22P05: text holds no NUL.
  static DatabaseException zeroCharacter(JsonLexer lexer) {
    return new DatabaseException(
            SqlState.UNTRANSLATABLE_CHARACTER, "unsupported Unicode escape sequence")
        .detail("\\u0000 cannot be converted to text.")
        .where(context(lexer));
  }

  static DatabaseException tooDeep() {
    return StackLimit.exceeded(null);
  }

  /// `JSON data, line 1: {"a":x...`: the line up to the token, at most about fifty bytes.
  private static String context(JsonLexer lexer) {
    int line = 1;
    int lineStart = lexer.from;
    for (int i = lexer.from; i < lexer.tokenStart; i++) {
      if (lexer.source[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    int end = lexer.tokenEnd;
    int start = lineStart;
    while (end - start >= CONTEXT_BYTES) {
      start += Utf8.characterLength(lexer.source[start]);
    }
    if (start - lineStart <= 3) {
      start = lineStart;
    }
    boolean more =
        lexer.token != JsonLexer.Token.END
            && end < lexer.to
            && lexer.source[end] != '\n'
            && lexer.source[end] != '\r';
    return "JSON data, line "
        + line
        + ": "
        + (start > lineStart ? "..." : "")
        + InputErrors.text(lexer.source, start, end)
        + (more ? "..." : "");
  }
}
