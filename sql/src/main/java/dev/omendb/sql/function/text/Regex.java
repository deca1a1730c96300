package dev.omendb.sql.function.text;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A compiled regular expression with PostgreSQL's flags. Immutable.
///
/// @param global flag g: all matches
public record Regex(Pattern pattern, boolean global) {
  /// The default flags: `.` takes newlines, case matters.
  public static Regex compile(String source) {
    return compile(source, "", false);
  }

  /// @param flags letters of g i c n m s p w x q
  /// @param ignoreCase before the flags are looked at
  public static Regex compile(String source, String flags, boolean ignoreCase) {
    boolean global = false;
    boolean fold = ignoreCase;
    boolean dotAll = true;
    boolean lines = false;
    boolean expanded = false;
    boolean quoted = false;
    String text = source;
    if (text.startsWith("***=")) {
      quoted = true;
      text = text.substring(4);
    } else if (text.startsWith("***:")) {
      text = text.substring(4);
    }
    String all = flags;
    if (text.startsWith("(?") && text.length() > 2 && Character.isLetter(text.charAt(2))) {
      int close = text.indexOf(')');
      if (close < 0) {
        throw RegexSyntax.invalid("invalid embedded option");
      }
      all = flags + text.substring(2, close);
      text = text.substring(close + 1);
    }
    for (int i = 0; i < all.length(); i++) {
      switch (all.charAt(i)) {
        case 'g' -> global = true;
        case 'i' -> fold = true;
        case 'c' -> fold = false;
        case 'm', 'n' -> {
          dotAll = false;
          lines = true;
        }
        case 'p' -> {
          dotAll = false;
          lines = false;
        }
        case 'w' -> {
          dotAll = true;
          lines = true;
        }
        case 's' -> {
          dotAll = true;
          lines = false;
        }
        case 'x' -> expanded = true;
        case 't' -> expanded = false;
        case 'q' -> quoted = true;
        case 'e' -> {}
        default ->
            throw new DatabaseException(
                SqlState.INVALID_PARAMETER_VALUE,
                "invalid regular expression option: \"" + all.charAt(i) + "\"");
      }
    }
    int options =
        Pattern.UNIX_LINES
            | (fold ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0)
            | (dotAll ? Pattern.DOTALL : 0)
            | (lines ? Pattern.MULTILINE : 0)
            | (quoted ? Pattern.LITERAL : 0);
    String translated = quoted ? text : RegexSyntax.translate(expand(text, expanded), lines);
    return new Regex(compileJava(translated, options), global);
  }

  private static Pattern compileJava(String text, int options) {
    try {
      return Pattern.compile(text, options);
    } catch (PatternSyntaxException e) {
      String reason = e.getDescription();
      throw RegexSyntax.invalid(
          reason.contains("Dangling")
              ? "quantifier operand invalid"
              : reason.contains("repetition range") || reason.contains("Illegal repetition")
                  ? "invalid repetition count(s)"
                  : reason.contains("range")
                      ? "invalid character range"
                      : reason.contains("group") ? "parentheses () not balanced" : reason);
    }
  }

  /// Expanded syntax: white space and comments outside brackets are dropped.
  private static String expand(String text, boolean expanded) {
    if (!expanded) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    boolean bracket = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        kept.append(c).append(text.charAt(++i));
      } else if (!bracket && c == '#') {
        while (i < text.length() && text.charAt(i) != '\n') {
          i++;
        }
      } else if (bracket || !Character.isWhitespace(c)) {
        bracket = bracket ? c != ']' : c == '[';
        kept.append(c);
      }
    }
    return kept.toString();
  }
}
