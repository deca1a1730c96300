package dev.omendb.sql.function.jsonpath;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;

/// Splits a jsonpath into tokens.
final class PathLexer {
  /// Token sorts; the text of SYMBOL is the operator or bracket itself.
  enum Kind {
    NAME,
    STRING,
    NUMBER,
    VARIABLE,
    SYMBOL,
    END
  }

  private static final String[] SYMBOLS = {
    "&&", "||", "==", "!=", "<>", "<=", ">=", "**", "<", ">", "!", "+", "-", "*", "/", "%", "(",
    ")", "[", "]", "{", "}", ".", ",", "?", "@", "$"
  };

  private final String source;
  private int at;
  Kind kind = Kind.END;
  String text = "";

  PathLexer(String source) {
    this.source = source;
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  void next() {
    while (at < source.length()
        && (Character.isWhitespace(source.charAt(at)) || source.startsWith("/*", at))) {
      if (source.startsWith("/*", at)) {
        int end = source.indexOf("*/", at + 2);
        at = end < 0 ? source.length() : end + 2;
      } else {
        at++;
      }
    }
    if (at >= source.length()) {
      kind = Kind.END;
      text = "";
      return;
    }
    char c = source.charAt(at);
    if (c == '"') {
      string(Kind.STRING);
    } else if (c == '$' && at + 1 < source.length() && source.charAt(at + 1) == '"') {
      at++;
      string(Kind.VARIABLE);
    } else if (c == '$' && at + 1 < source.length() && isNamePart(source.charAt(at + 1))) {
      at++;
      name(Kind.VARIABLE);
    } else if (isDigit(c)
        || c == '.' && at + 1 < source.length() && isDigit(source.charAt(at + 1))) {
      number();
    } else if (isNamePart(c)) {
      name(Kind.NAME);
    } else {
      symbol();
    }
  }

  private void symbol() {
    for (String symbol : SYMBOLS) {
      if (source.startsWith(symbol, at)) {
        kind = Kind.SYMBOL;
        text = symbol;
        at += symbol.length();
        return;
      }
    }
    throw unexpected(String.valueOf(source.charAt(at)));
  }

  private void name(Kind nameKind) {
    int from = at;
    while (at < source.length() && isNamePart(source.charAt(at))) {
      at++;
    }
    kind = nameKind;
    text = source.substring(from, at);
  }

  private void number() {
    int from = at;
    while (at < source.length() && isDigit(source.charAt(at))) {
      at++;
    }
    if (at < source.length() && source.charAt(at) == '.') {
      at++;
      while (at < source.length() && isDigit(source.charAt(at))) {
        at++;
      }
    }
    if (at < source.length() && (source.charAt(at) | 32) == 'e') {
      int mark = at++;
      if (at < source.length() && "+-".indexOf(source.charAt(at)) >= 0) {
        at++;
      }
      int digits = at;
      while (at < source.length() && isDigit(source.charAt(at))) {
        at++;
      }
      at = at == digits ? mark : at;
    }
    if (at < source.length() && isNamePart(source.charAt(at))) {
      throw new DatabaseException(
          SqlState.SYNTAX_ERROR,
          "trailing junk after numeric literal at or near \""
              + source.substring(from, at + 1)
              + "\" of jsonpath input");
    }
    kind = Kind.NUMBER;
    text = source.substring(from, at);
  }

  private void string(Kind stringKind) {
    StringBuilder out = new StringBuilder();
    at++;
    while (true) {
      if (at >= source.length()) {
        throw new DatabaseException(
            SqlState.SYNTAX_ERROR, "unterminated quoted string at end of jsonpath input");
      }
      char c = source.charAt(at++);
      if (c == '"') {
        break;
      }
      out.append(c == '\\' ? escape() : String.valueOf(c));
    }
    kind = stringKind;
    text = out.toString();
  }

  private String escape() {
    char c = at < source.length() ? source.charAt(at++) : '\\';
    return switch (c) {
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'v' -> "\u000B";
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      default -> String.valueOf(c);
    };
  }

  private String hexadecimal(int digits) {
    int end = Math.min(source.length(), at + digits);
    String code = source.substring(at, end);
    at = end;
    try {
      return String.valueOf((char) Integer.parseInt(code, 16));
    } catch (NumberFormatException e) {
      throw unexpected(code);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c > 127;
  }

  DatabaseException unexpected(String near) {
    return new DatabaseException(
        SqlState.SYNTAX_ERROR,
        near.isEmpty()
            ? "syntax error at end of jsonpath input"
            : "syntax error at or near \"" + near + "\" of jsonpath input");
  }
}
