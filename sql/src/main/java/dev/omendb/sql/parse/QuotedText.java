package dev.omendb.sql.parse;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.SqlLexer.LexicalError;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import org.jspecify.annotations.Nullable;

/// The lexer's quoted tokens: '…', E'…', B'…', X'…', N'…', U&'…', "…", U&"…" and dollar quotes.
///
/// Part of one [SqlLexer]: moves its position and adds to its tokens.
final class QuotedText {
  private final SqlLexer lexer;
  private final String source;

  QuotedText(SqlLexer lexer) {
    this.lexer = lexer;
    this.source = lexer.source;
  }

  /// Reads a token that a letter introduces; false when the letter begins a plain identifier.
  boolean prefixed(char letter) {
    int start = lexer.at;
    char next = lexer.peek(1);
    if (next == '\'') {
      switch (letter) {
        case 'e', 'E' -> escapeString(start);
        case 'b', 'B' -> bits(start, "unterminated bit string literal", "b");
        case 'x', 'X' -> bits(start, "unterminated hexadecimal string literal", "x");
        case 'n', 'N' -> {
          lexer.at++;
          string(start);
        }
        default -> {
          return false;
        }
      }
      return true;
    }
    if ((letter == 'u' || letter == 'U') && next == '&') {
      if (lexer.peek(2) == '\'') {
        lexer.at += 2;
        String text = body('\'', "unterminated quoted string", start, false);
        addString(unescapeUnicode(text, start), start);
        return true;
      }
      if (lexer.peek(2) == '"') {
        lexer.at += 2;
        identifierToken(unescapeUnicode(quotedName(start), start), start);
        return true;
      }
    }
    return false;
  }

  /// A standard string; the lexer stands at its quote.
  void string(int start) {
    addString(body('\'', "unterminated quoted string", start, false), start);
  }

  private void escapeString(int start) {
    lexer.at++;
    addString(body('\'', "unterminated quoted string", start, true), start);
  }

  private void bits(int start, String message, String prefix) {
    lexer.at++;
    String digits = body('\'', message, start, false);
    lexer.add(PgGrammarConstants.PG_BITS, prefix + digits, start);
  }

  private void addString(String text, int start) {
    lexer.add(PgGrammarConstants.PG_STRING, text, start);
  }

  /// A quoted identifier; the lexer stands at its quote.
  void identifier(int start) {
    identifierToken(quotedName(start), start);
  }

  private void identifierToken(String name, int start) {
    lexer.add(PgGrammarConstants.IDENTIFIER, SqlLexer.truncate(name), start);
  }

  private String quotedName(int start) {
    String name = body('"', "unterminated quoted identifier", start, false);
    if (name.isEmpty()) {
      throw lexer.error("zero-length delimited identifier", start, lexer.at);
    }
    return name;
  }

  /// Reads from the opening quote to behind the closing one, joining string parts that a line break
  /// separates.
  private String body(char quote, String message, int start, boolean escapes) {
    int first = ++lexer.at;
    StringBuilder out = null;
    int length = source.length();
    while (true) {
      if (lexer.at >= length) {
        throw lexer.error(message, start, length);
      }
      char c = source.charAt(lexer.at);
      if (c == quote) {
        int next = lexer.peek(1) == quote ? lexer.at + 1 : continuation(quote);
        if (next < 0) {
          String rest = source.substring(first, lexer.at++);
          return out == null ? rest : out.append(rest).toString();
        }
        out = out == null ? new StringBuilder() : out;
        boolean doubled = next == lexer.at + 1;
        out.append(source, first, doubled ? next : lexer.at);
        lexer.at = next + 1;
        first = lexer.at;
      } else if (escapes && c == '\\') {
        out = out == null ? new StringBuilder() : out;
        out.append(source, first, lexer.at);
        EscapeSequence.read(lexer, out, start);
        first = lexer.at;
      } else {
        lexer.at++;
      }
    }
  }

  /// The index of the quote that continues this string after blanks with a line break, else -1.
  private int continuation(char quote) {
    if (quote != '\'') {
      return -1;
    }
    boolean lineBreak = false;
    int index = lexer.at + 1;
    while (index < source.length()) {
      char c = source.charAt(index);
      if (SqlLexer.isBlank(c)) {
        lineBreak |= c == '\n' || c == '\r';
        index++;
      } else if (c == '-' && source.startsWith("--", index)) {
        int end = source.indexOf('\n', index);
        index = end < 0 ? source.length() : end;
      } else {
        return lineBreak && c == '\'' ? index : -1;
      }
    }
    return -1;
  }

  /// `$tag$ … $tag$`; false when the dollar sign begins no such string.
  boolean dollarString() {
    int start = lexer.at;
    int tagEnd = start + 1;
    while (tagEnd < source.length()
        && (SqlLexer.isIdentifierStart(source.charAt(tagEnd))
            || tagEnd > start + 1 && SqlLexer.isDigit(source.charAt(tagEnd)))) {
      tagEnd++;
    }
    if (tagEnd >= source.length() || source.charAt(tagEnd) != '$') {
      return false;
    }
    String delimiter = source.substring(start, tagEnd + 1);
    int end = source.indexOf(delimiter, tagEnd + 1);
    if (end < 0) {
      throw lexer.error("unterminated dollar-quoted string", start, source.length());
    }
    lexer.at = end + delimiter.length();
    addString(source.substring(tagEnd + 1, end), start);
    return true;
  }

  /// Undoes `\0061` and `\+000061`, with the escape character UESCAPE names.
  private String unescapeUnicode(String text, int start) {
    char escape = '\\';
    int before = lexer.at;
    if (lexer.skipBlanks() && source.regionMatches(true, lexer.at, "uescape", 0, 7)) {
      lexer.at += 7;
      lexer.skipBlanks();
      int quoteAt = lexer.at;
      if (lexer.peek(0) != '\'') {
        throw lexer.error(
            "UESCAPE must be followed by a simple string literal", quoteAt, quoteAt + 1);
      }
      String named = body('\'', "unterminated quoted string", quoteAt, false);
      if (named.length() != 1
          || "+'\"".contains(named)
          || SqlLexer.isBlank(named.charAt(0))
          || isHex(named)) {
        throw lexer.error("invalid Unicode escape character", quoteAt, lexer.at);
      }
      escape = named.charAt(0);
    } else {
      lexer.at = before;
    }
    return UnicodeEscapes.undo(text, escape, start + 3);
  }

  private static boolean isHex(String text) {
    return Character.digit(text.charAt(0), 16) >= 0;
  }

  /// U&'…' escapes; `start` is where the text begins in the source, for error positions.
  private static final class UnicodeEscapes {
    static String undo(String text, char escape, int start) {
      if (text.indexOf(escape) < 0) {
        return text;
      }
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < text.length(); ) {
        char c = text.charAt(i);
        if (c != escape) {
          out.append(c);
          i++;
        } else if (i + 1 < text.length() && text.charAt(i + 1) == escape) {
          out.append(escape);
          i += 2;
        } else {
          boolean plus = i + 1 < text.length() && text.charAt(i + 1) == '+';
          int from = i + (plus ? 2 : 1);
          int to = from + (plus ? 6 : 4);
          Integer codePoint = hex(text, from, to);
          if (codePoint == null) {
            throw invalid("invalid Unicode escape", start + i)
                .hintAnd("Unicode escapes must be \\XXXX or \\+XXXXXX.");
          }
          append(out, codePoint, start + i);
          i = to;
        }
      }
      return out.toString();
    }

    private static void append(StringBuilder out, int codePoint, int start) {
      if (codePoint == 0 || codePoint > 0x10FFFF) {
        throw invalid("invalid Unicode escape value", start).error();
      }
      out.appendCodePoint(codePoint);
    }

    private static @Nullable Integer hex(String text, int from, int to) {
      if (to > text.length()) {
        return null;
      }
      int value = 0;
      for (int i = from; i < to; i++) {
        int digit = Character.digit(text.charAt(i), 16);
        if (digit < 0) {
          return null;
        }
        value = value * 16 + digit;
      }
      return value;
    }

    private static Invalid invalid(String message, int start) {
      return new Invalid(new DatabaseException(SqlState.SYNTAX_ERROR, message), start);
    }

    private record Invalid(DatabaseException exception, int start) {
      LexicalError hintAnd(String hint) {
        return new LexicalError(start, exception.hint(hint));
      }

      LexicalError error() {
        return new LexicalError(start, exception);
      }
    }
  }
}
