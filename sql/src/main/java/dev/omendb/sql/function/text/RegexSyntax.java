package dev.omendb.sql.function.text;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.Map;

/// Translates PostgreSQL's advanced regular expressions to java.util.regex. Where the dialects
/// disagree in meaning the text is rewritten: `$` is the very end, `.` takes newlines, `\m \M \y`
/// are word boundaries, `[[:alpha:]]` are classes, `[` inside brackets is literal. Alternatives are
/// tried left to right, where PostgreSQL prefers the longest match.
final class RegexSyntax {
  /// What `\w` stands for inside brackets: letters and digits of every script, and `_`.
  private static final String WORD = "\\w\\p{IsAlphabetic}\\p{IsDigit}";

  private static final String AFTER_WORD = "(?<=[" + WORD + "])";
  private static final String NOT_AFTER_WORD = "(?<![" + WORD + "])";
  private static final String BEFORE_WORD = "(?=[" + WORD + "])";
  private static final String NOT_BEFORE_WORD = "(?![" + WORD + "])";
  private static final String WORD_START = NOT_AFTER_WORD + BEFORE_WORD;
  private static final String WORD_END = AFTER_WORD + NOT_BEFORE_WORD;

  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("alpha", "\\p{IsAlphabetic}"),
          Map.entry("digit", "0-9"),
          Map.entry("alnum", "\\p{IsAlphabetic}\\p{IsDigit}"),
          Map.entry("upper", "\\p{IsUppercase}"),
          Map.entry("lower", "\\p{IsLowercase}"),
          Map.entry("space", "\\s\\x0B"),
          Map.entry("blank", " \\t"),
          Map.entry("punct", "\\p{Punct}"),
          Map.entry("cntrl", "\\p{Cntrl}"),
          Map.entry("print", "\\p{Print}"),
          Map.entry("graph", "\\p{Graph}"),
          Map.entry("xdigit", "\\p{XDigit}"),
          Map.entry("word", WORD));

  private final String source;
  private final boolean lineMode;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private RegexSyntax(String source, boolean lineMode) {
    this.source = source;
    this.lineMode = lineMode;
  }

  /// @param lineMode `^` and `$` match at newlines
  static String translate(String source, boolean lineMode) {
    RegexSyntax syntax = new RegexSyntax(source, lineMode);
    syntax.run();
    return syntax.out.toString();
  }

  private void run() {
    int depth = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      switch (c) {
        case '\\' -> escape(false);
        case '[' -> bracket();
        case '$' -> {
          out.append(lineMode ? "$" : "\\z");
          at++;
        }
        case '{' -> brace();
        case '(' -> {
          depth++;
          out.append(c);
          at++;
        }
        case ')' -> {
          depth--;
          out.append(depth < 0 ? "\\)" : ")");
          depth = Math.max(depth, 0);
          at++;
        }
        case '+' -> quantifier();
        case '#', '}', ']' -> {
          out.append('\\').append(c);
          at++;
        }
        default -> {
          out.append(c);
          at++;
        }
      }
    }
    if (depth > 0) {
      throw invalid("parentheses () not balanced");
    }
  }

  /// Java would read `a++` as possessive.
  private void quantifier() {
    if (at > 0 && "*+?}".indexOf(source.charAt(at - 1)) >= 0 && !isEscaped(at - 1)) {
      throw invalid("quantifier operand invalid");
    }
    out.append('+');
    at++;
  }

  private boolean isEscaped(int index) {
    int slashes = 0;
    while (index - slashes > 0 && source.charAt(index - slashes - 1) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  private void brace() {
    boolean bound = at + 1 < source.length() && Character.isDigit(source.charAt(at + 1));
    if (!bound) {
      out.append("\\{");
      at++;
      return;
    }
    int close = source.indexOf('}', at);
    if (close < 0) {
      throw invalid("braces {} not balanced");
    }
    out.append(source, at, close + 1);
    at = close + 1;
  }

  private void escape(boolean inBracket) {
    if (at + 1 == source.length()) {
      throw invalid("invalid escape \\ sequence");
    }
    char c = source.charAt(at + 1);
    at += 2;
    switch (c) {
      case 'm' -> out.append(WORD_START);
      case 'M' -> out.append(WORD_END);
      case 'y' -> out.append("(?:" + WORD_START + "|" + WORD_END + ")");
      case 'Y' ->
          out.append(
              "(?:" + AFTER_WORD + BEFORE_WORD + "|" + NOT_AFTER_WORD + NOT_BEFORE_WORD + ")");
      case 'w' -> out.append(inBracket ? WORD : "[" + WORD + "]");
      case 'W' -> out.append("[^" + WORD + "]");
      case 'Z' -> out.append("\\z");
      case 'b' -> out.append("\\x08");
      case 'B' -> out.append("\\\\");
      case 'v' -> out.append("\\x0B");
      case 'u' -> hexadecimal(4);
      case 'U' -> hexadecimal(8);
      case 'x' -> hexadecimal(2);
      case 'A', 'd', 'D', 's', 'S', 'a', 'e', 'f', 'n', 'r', 't', 'c' ->
          out.append('\\').append(c);
      default -> {
        if (Character.isLetter(c)) {
          throw invalid("invalid escape \\ sequence");
        }
        out.append(!inBracket || c != '0' ? "\\" + c : "\\x00");
      }
    }
  }

  private void hexadecimal(int digits) {
    int end = at;
    while (end < source.length()
        && end - at < digits
        && Character.digit(source.charAt(end), 16) >= 0) {
      end++;
    }
    if (end == at) {
      throw invalid("invalid escape \\ sequence");
    }
    out.append("\\x{").append(source, at, end).append('}');
    at = end;
  }

  private void bracket() {
    if (source.startsWith("[[:<:]]", at) || source.startsWith("[[:>:]]", at)) {
      out.append(source.charAt(at + 3) == '<' ? WORD_START : WORD_END);
      at += 7;
      return;
    }
    out.append('[');
    at++;
    if (at < source.length() && source.charAt(at) == '^') {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (true) {
      if (at >= source.length()) {
        throw invalid("brackets [] not balanced");
      }
      char c = source.charAt(at);
      if (c == ']' && !first) {
        out.append(']');
        at++;
        return;
      }
      first = false;
      bracketElement(c);
    }
  }

  private void bracketElement(char c) {
    if (c == '\\') {
      escape(true);
    } else if (c == '[' && at + 1 < source.length() && ":.=".indexOf(source.charAt(at + 1)) >= 0) {
      char kind = source.charAt(at + 1);
      int close = source.indexOf(kind + "]", at + 2);
      if (close < 0) {
        throw invalid("brackets [] not balanced");
      }
      String name = source.substring(at + 2, close);
      if (kind == ':') {
        String members = CLASSES.get(name);
        if (members == null) {
          throw invalid("invalid character class");
        }
        out.append(members);
      } else {
        for (char member : name.toCharArray()) {
          out.append('\\').append(member);
        }
      }
      at = close + 2;
    } else {
      if ("[&~^]".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
      at++;
    }
  }

  static DatabaseException invalid(String reason) {
    return new DatabaseException(
        SqlState.INVALID_REGULAR_EXPRESSION, "invalid regular expression: " + reason);
  }
}
