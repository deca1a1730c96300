package dev.omendb.sql.parse;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// PostgreSQL's lexical rules (its scan.l, with standard_conforming_strings on). One lexer reads
/// one string; [#tokens()] is its whole result. A lexical error becomes the last token, because
/// PostgreSQL reports an earlier syntax error first.
///
/// Confined to the thread that parses.
final class SqlLexer {
  /// Bytes of UTF-8 an identifier keeps.
  static final int MAX_IDENTIFIER_BYTES = 63;

  private static final String SELF = ",()[].;:+-*/%^<>=";
  private static final String OPERATOR = "~!@#^&|`?+-*/%<>=";

  /// A + or - may end an operator only if it has one of these.
  private static final String KEEPS_SIGN = "~!@#^&|`?%";

  final String source;
  private final ArrayList<SqlToken> tokens = new ArrayList<>();
  private final ArrayList<SqlToken> openBrackets = new ArrayList<>();
  private final QuotedText quoted;
  int at;
  private int surrogates;
  private int surrogatesCountedTo;

  private SqlLexer(String source) {
    this.source = source;
    this.quoted = new QuotedText(this);
  }

  /// The tokens of a string; the last one is the end of input. They are linked by `next`.
  static List<SqlToken> tokens(String source) {
    SqlLexer lexer = new SqlLexer(source);
    try {
      while (lexer.skipBlanks()) {
        lexer.token();
      }
      lexer.add(SqlToken.EOF_KIND, "", lexer.at);
    } catch (LexicalError error) {
      lexer.at = source.length();
      lexer.add(PgGrammarConstants.BEL, "", "", null, error.start, error.exception);
      lexer.add(SqlToken.EOF_KIND, "", lexer.at);
    }
    return lexer.tokens;
  }

  /// Moves to the next token; false at the end.
  boolean skipBlanks() {
    int length = source.length();
    while (at < length) {
      char c = source.charAt(at);
      if (isBlank(c)) {
        at++;
      } else if (c == '-' && peek(1) == '-') {
        skipLine();
      } else if (c == '/' && peek(1) == '*') {
        skipComment();
      } else {
        return true;
      }
    }
    return false;
  }

  private void skipLine() {
    while (at < source.length() && source.charAt(at) != '\n' && source.charAt(at) != '\r') {
      at++;
    }
  }

  /// Comments nest.
  private void skipComment() {
    int start = at;
    int depth = 0;
    do {
      if (at >= source.length()) {
        throw error("unterminated /* comment", start, source.length());
      }
      char c = source.charAt(at++);
      if (c == '/' && peek(0) == '*') {
        depth++;
        at++;
      } else if (c == '*' && peek(0) == '/') {
        depth--;
        at++;
      }
    } while (depth > 0);
  }

  private void token() {
    char c = source.charAt(at);
    if (isIdentifierStart(c)) {
      if (!quoted.prefixed(c)) {
        identifier();
      }
    } else if (c >= '0' && c <= '9' || c == '.' && isDigit(peek(1))) {
      number();
    } else if (c == '\'') {
      quoted.string(at);
    } else if (c == '"') {
      quoted.identifier(at);
    } else if (c == '$') {
      dollar();
    } else {
      symbol(c);
    }
  }

  private void identifier() {
    int start = at;
    boolean lower = true;
    int length = source.length();
    while (at < length && isIdentifierPart(source.charAt(at))) {
      char c = source.charAt(at++);
      lower &= c < 'A' || c > 'Z';
    }
    String text = source.substring(start, at);
    if (!lower) {
      text = foldAscii(text);
    }
    TokenKinds.Word keyword = TokenKinds.word(text);
    if (keyword != null) {
      add(keyword.kind(), keyword.text(), keyword.text(), keyword.category(), start, null);
      return;
    }
    String name = truncate(text);
    add(PgGrammarConstants.IDENTIFIER, name, name, null, start, null);
  }

  /// Digits, a point, an exponent. `1..10` is a number before two points.
  private void number() {
    int start = at;
    skipDigits();
    boolean integer = true;
    if (peek(0) == '.' && peek(1) != '.') {
      integer = false;
      at++;
      skipDigits();
    }
    char e = peek(0);
    if (e == 'e' || e == 'E') {
      int digits = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
      if (isDigit(peek(digits))) {
        integer = false;
        at += digits;
        skipDigits();
      } else if (digits == 2) {
        throw error("trailing junk after numeric literal", start, at + 2);
      }
    }
    rejectJunk("trailing junk after numeric literal", start);
    add(
        integer
            ? PgGrammarConstants.UNSIGNED_INTEGER_LITERAL
            : PgGrammarConstants.APPROX_NUMERIC_LITERAL,
        source.substring(start, at),
        start);
  }

  private void rejectJunk(String message, int start) {
    if (at < source.length() && isIdentifierStart(source.charAt(at))) {
      int end = at;
      while (end < source.length() && isIdentifierPart(source.charAt(end))) {
        end++;
      }
      throw error(message, start, end);
    }
  }

  private void skipDigits() {
    while (isDigit(peek(0))) {
      at++;
    }
  }

  /// `$1`, or a dollar-quoted string.
  private void dollar() {
    int start = at;
    if (isDigit(peek(1))) {
      at++;
      skipDigits();
      rejectJunk("trailing junk after parameter", start);
      add(PgGrammarConstants.PG_PARAMETER, source.substring(start + 1, at), start);
    } else if (!quoted.dollarString()) {
      throw error("syntax error", start, start + 1);
    }
  }

  private void symbol(char c) {
    int start = at;
    if (c == ':' && (peek(1) == ':' || peek(1) == '=')) {
      at += 2;
      add(
          source.charAt(at - 1) == ':' ? PgGrammarConstants.PG_CAST : PgGrammarConstants.PG_ASSIGN,
          source.substring(start, at),
          start);
    } else if (c == '.' && peek(1) == '.') {
      at += 2;
      add(PgGrammarConstants.DOUBLE_PERIOD, "..", start);
    } else if (OPERATOR.indexOf(c) >= 0) {
      operator();
    } else if (SELF.indexOf(c) >= 0) {
      at++;
      bracket(add(selfKind(c), String.valueOf(c), start));
    } else {
      throw error("syntax error", start, start + Character.charCount(source.codePointAt(start)));
    }
  }

  /// The longest run of operator characters that holds no comment start, without the trailing signs
  /// that PostgreSQL leaves to the next operand.
  private void operator() {
    int start = at;
    int end = at;
    boolean keepsSign = false;
    while (end < source.length() && OPERATOR.indexOf(source.charAt(end)) >= 0) {
      char c = source.charAt(end);
      char next = end + 1 < source.length() ? source.charAt(end + 1) : 0;
      if (end > start && (c == '-' && next == '-' || c == '/' && next == '*')) {
        break;
      }
      keepsSign |= KEEPS_SIGN.indexOf(c) >= 0;
      end++;
    }
    while (end - start > 1 && !keepsSign && "+-".indexOf(source.charAt(end - 1)) >= 0) {
      end--;
    }
    at = end;
    String text = source.substring(start, end);
    add(operatorKind(text), text.equals("!=") ? "<>" : text, start);
  }

  private static int operatorKind(String text) {
    return switch (text) {
      case "=" -> PgGrammarConstants.EQ;
      case "*" -> PgGrammarConstants.STAR;
      case "+" -> PgGrammarConstants.PLUS;
      case "-" -> PgGrammarConstants.MINUS;
      case "=>" -> PgGrammarConstants.NAMED_ARGUMENT_ASSIGNMENT;
      default -> PgGrammarConstants.PG_OPERATOR;
    };
  }

  private static int selfKind(char c) {
    return switch (c) {
      case ',' -> PgGrammarConstants.COMMA;
      case '(' -> PgGrammarConstants.LPAREN;
      case ')' -> PgGrammarConstants.RPAREN;
      case '[' -> PgGrammarConstants.LBRACKET;
      case ']' -> PgGrammarConstants.RBRACKET;
      case '.' -> PgGrammarConstants.DOT;
      case ';' -> PgGrammarConstants.SEMICOLON;
      default -> PgGrammarConstants.COLON;
    };
  }

  /// Pairs brackets, so that the grammar can look behind a parenthesis in one step.
  private void bracket(SqlToken token) {
    switch (token.kind) {
      case PgGrammarConstants.LPAREN, PgGrammarConstants.LBRACKET -> openBrackets.add(token);
      case PgGrammarConstants.RPAREN, PgGrammarConstants.RBRACKET -> {
        if (!openBrackets.isEmpty()) {
          openBrackets.removeLast().partner = token;
        }
      }
      case PgGrammarConstants.SEMICOLON -> openBrackets.clear();
      default -> {}
    }
  }

  SqlToken add(int kind, String image, int start) {
    return add(kind, image, "", null, start, null);
  }

  SqlToken add(
      int kind,
      String image,
      String word,
      Keywords.@Nullable Category category,
      int start,
      @Nullable DatabaseException error) {
    countSurrogates(start);
    SqlToken token =
        new SqlToken(kind, image, word, category, tokens.size(), start, at, surrogates, error);
    if (!tokens.isEmpty()) {
      tokens.getLast().next = token;
    }
    tokens.add(token);
    return token;
  }

  /// Positions count characters, offsets count UTF-16 units.
  private void countSurrogates(int to) {
    for (int i = surrogatesCountedTo; i < to; i++) {
      if (Character.isLowSurrogate(source.charAt(i))) {
        surrogates++;
      }
    }
    surrogatesCountedTo = to;
  }

  /// An error whose message quotes the source from `start` to `end`.
  LexicalError error(String message, int start, int end) {
    return new LexicalError(
        start,
        message
            + " at or near \""
            + source.substring(start, Math.min(end, source.length()))
            + "\"");
  }

  /// The character `distance` ahead, or NUL behind the end.
  char peek(int distance) {
    int index = at + distance;
    return index < source.length() ? source.charAt(index) : 0;
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isIdentifierStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
  }

  static boolean isIdentifierPart(char c) {
    return isIdentifierStart(c) || isDigit(c) || c == '$';
  }

  /// PostgreSQL folds only ASCII in a multi-byte encoding.
  static String foldAscii(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] >= 'A' && chars[i] <= 'Z') {
        chars[i] += 'a' - 'A';
      }
    }
    return new String(chars);
  }

  /// The longest prefix of whole characters within [#MAX_IDENTIFIER_BYTES].
  static String truncate(String name) {
    if (name.length() * 3 <= MAX_IDENTIFIER_BYTES) {
      return name;
    }
    int bytes = 0;
    for (int i = 0; i < name.length(); ) {
      int codePoint = name.codePointAt(i);
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      if (bytes > MAX_IDENTIFIER_BYTES) {
        return name.substring(0, i);
      }
      i += Character.charCount(codePoint);
    }
    return name;
  }

  /// Ends the scan; carries what the user will see.
  static final class LexicalError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int start;
    final transient DatabaseException exception;

    LexicalError(int start, String message) {
      super(message, null, false, false);
      this.start = start;
      this.exception = new DatabaseException(SqlState.SYNTAX_ERROR, message);
    }

    LexicalError(int start, DatabaseException exception) {
      super(exception.getMessage(), null, false, false);
      this.start = start;
      this.exception = exception;
    }
  }
}
