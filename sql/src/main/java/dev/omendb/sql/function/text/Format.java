package dev.omendb.sql.function.text;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import org.jspecify.annotations.Nullable;

/// One evaluation of format(): `%[position$][-][width]type` with type s, I, L or %.
final class Format {
  /// Argument by 1-based index; null for NULL.
  interface Arguments {
    @Nullable String get(int index);
  }

  private final String pattern;
  private final int count;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int next = 1;

  Format(String pattern, int count) {
    this.pattern = pattern;
    this.count = count;
  }

  String apply(Arguments arguments) {
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c != '%') {
        out.append(c);
      } else if (peek() == '%') {
        at++;
        out.append('%');
      } else {
        specifier(arguments);
      }
    }
    return out.toString();
  }

  private void specifier(Arguments arguments) {
    int position = -1;
    int width = 0;
    boolean left = false;
    int mark = at;
    int number = digits();
    if (at > mark && peek() == '$') {
      if (number == 0) {
        throw invalid("format specifies argument 0, but arguments are numbered from 1");
      }
      at++;
      position = number;
      mark = at;
    } else {
      at = mark;
    }
    while (peek() == '-') {
      left = true;
      at++;
    }
    if (peek() == '*') {
      at++;
      width = widthArgument(arguments);
    } else {
      width = digits();
    }
    if (width < 0) {
      left = true;
      width = -width;
    }
    char type = peek();
    at++;
    if (type != 's' && type != 'I' && type != 'L') {
      throw invalid("unrecognized format() type specifier \"" + type + "\"")
          .hint("For a single \"%\" use \"%%\".");
    }
    int index = position > 0 ? position : next;
    next = index + 1;
    append(converted(type, argument(arguments, index)), width, left);
  }

  private int widthArgument(Arguments arguments) {
    int mark = at;
    int number = digits();
    int index = next;
    if (at > mark) {
      if (peek() != '$') {
        throw invalid("width argument position must be ended by \"$\"");
      }
      at++;
      index = number;
    }
    next = index + 1;
    String text = argument(arguments, index);
    return text == null ? 0 : Integer.parseInt(text);
  }

  private @Nullable String argument(Arguments arguments, int index) {
    if (index > count) {
      throw invalid("too few arguments for format()");
    }
    return arguments.get(index);
  }

  private static String converted(char type, @Nullable String value) {
    if (type == 's') {
      return value == null ? "" : value;
    }
    if (type == 'L') {
      return value == null ? "NULL" : Quoting.literal(value);
    }
    if (value == null) {
      throw new DatabaseException(
          SqlState.NULL_VALUE_NOT_ALLOWED, "null values cannot be formatted as an SQL identifier");
    }
    return Quoting.identifier(value);
  }

  private void append(String text, int width, boolean left) {
    String padding = " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
    out.append(left ? text : padding).append(left ? padding : text);
  }

  private int digits() {
    long value = 0;
    while (at < pattern.length() && Character.isDigit(pattern.charAt(at))) {
      value = value * 10 + pattern.charAt(at++) - '0';
      if (value > Integer.MAX_VALUE) {
        throw new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "number is out of range");
      }
    }
    return (int) value;
  }

  private char peek() {
    if (at >= pattern.length()) {
      throw invalid("unterminated format() type specifier").hint("For a single \"%\" use \"%%\".");
    }
    return pattern.charAt(at);
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
