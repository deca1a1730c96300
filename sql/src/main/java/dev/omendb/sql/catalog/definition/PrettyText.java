package dev.omendb.sql.catalog.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Expressions with the parentheses that PostgreSQL's pretty printing keeps: `((a > 0) AND (b >
/// 0))` becomes `a > 0 AND b > 0`.
public final class PrettyText {
  private static final Pattern CAST_OF_NAME =
      Pattern.compile("\\((\"[^\"]+\"|[a-z_]\\w*|\\d+)\\)::");

  private PrettyText() {}

  public static String of(String expression) {
    String simpler = CAST_OF_NAME.matcher(expression).replaceAll("$1::");
    return condition(simpler);
  }

  private static String condition(String expression) {
    String inner = stripped(expression);
    for (String word : new String[] {" OR ", " AND "}) {
      List<String> operands = split(inner, word);
      if (operands.size() > 1) {
        List<String> pretty = new ArrayList<>();
        for (String operand : operands) {
          pretty.add(operand(operand, word));
        }
        return String.join(word, pretty);
      }
    }
    return inner;
  }

  /// An OR keeps its parentheses inside an AND.
  private static String operand(String operand, String word) {
    String inner = stripped(operand);
    boolean looser = word.equals(" AND ") && split(inner, " OR ").size() > 1;
    return looser ? "(" + condition(inner) + ")" : condition(operand);
  }

  /// Without the pair of parentheses around everything, if there is one.
  static String stripped(String expression) {
    return isWrapped(expression)
        ? expression.substring(1, expression.length() - 1)
        : expression;
  }

  /// True when the first parenthesis closes at the end.
  static boolean isWrapped(String expression) {
    return expression.startsWith("(") && closing(expression, 0) == expression.length() - 1;
  }

  /// True for `f(x)`, which an index definition prints bare.
  static boolean isCall(String expression) {
    int open = expression.indexOf('(');
    if (open <= 0 || closing(expression, open) != expression.length() - 1) {
      return false;
    }
    for (int i = 0; i < open; i++) {
      char c = expression.charAt(i);
      if (!Character.isJavaIdentifierPart(c) && c != '.' && c != '"') {
        return false;
      }
    }
    return true;
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        i = skipQuoted(text, i);
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static int skipQuoted(String text, int open) {
    int close = text.indexOf(text.charAt(open), open + 1);
    return close < 0 ? text.length() : close;
  }

  private static List<String> split(String text, String word) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        i = skipQuoted(text, i);
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (depth == 0 && text.startsWith(word, i)) {
        parts.add(text.substring(from, i));
        from = i + word.length();
        i = from - 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }
}
