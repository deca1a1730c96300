package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import java.util.regex.Matcher;

/// regexp_replace: `\1`..`\9` and `\&` in the replacement.
final class RegexReplace {
  private RegexReplace() {}

  static void addTo(Implementations into) {
    into.row(
        "textregexreplace_noopt",
        (c, a, i, r) -> put(r, replace(a, i, Regex.compile(text(a[1], i)), 1, 1)));
    into.row("textregexreplace", (c, a, i, r) -> withFlags(a, i, r));
    for (String ending : new String[] {"_extended", "_extended_no_flags", "_extended_no_n"}) {
      into.row("textregexreplace" + ending, (c, a, i, r) -> extended(a, i, r));
    }
  }

  private static void withFlags(Column[] arguments, int row, Column result) {
    String flags = text(arguments[3], row);
    if (!flags.isEmpty() && Character.isDigit(flags.charAt(0))) {
      throw new DatabaseException(
              SqlState.INVALID_PARAMETER_VALUE,
              "invalid regular expression option: \"" + flags.charAt(0) + "\"")
          .hint(
              "If you meant to use regexp_replace() with a start parameter, cast the fourth"
                  + " argument to integer explicitly.");
    }
    Regex regex = Regex.compile(text(arguments[1], row), flags, false);
    put(result, replace(arguments, row, regex, 1, regex.global() ? 0 : 1));
  }

  /// regexp_replace(string, pattern, replacement, start, n, flags).
  private static void extended(Column[] arguments, int row, Column result) {
    String flags = RegexFunctions.flags(arguments, 5, row);
    Regex regex = Regex.compile(text(arguments[1], row), flags, false);
    int start = integer(arguments[3], row);
    if (start < 1) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "invalid value for parameter \"start\": " + start);
    }
    int wanted = arguments.length > 4 ? integer(arguments[4], row) : regex.global() ? 0 : 1;
    if (wanted < 0) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "invalid value for parameter \"n\": " + wanted);
    }
    put(result, replace(arguments, row, regex, start, wanted));
  }

  /// Replaces the `wanted`-th match from a character position on, or all of them (0).
  private static String replace(Column[] arguments, int row, Regex regex, int start, int wanted) {
    String text = text(arguments[0], row);
    String replacement = text(arguments[2], row);
    if (start - 1 > text.codePointCount(0, text.length())) {
      return text;
    }
    int from = text.offsetByCodePoints(0, start - 1);
    Matcher matcher =
        regex
            .pattern()
            .matcher(text)
            .region(from, text.length())
            .useAnchoringBounds(false)
            .useTransparentBounds(true);
    StringBuilder out = new StringBuilder(text.length() + 16);
    int copied = 0;
    for (int found = 1; matcher.find(); found++) {
      if (wanted == 0 || found == wanted) {
        out.append(text, copied, matcher.start());
        expand(matcher, replacement, out);
        copied = matcher.end();
        if (wanted != 0) {
          break;
        }
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static void expand(Matcher matcher, String replacement, StringBuilder out) {
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c != '\\' || i + 1 == replacement.length()) {
        out.append(c);
        continue;
      }
      char next = replacement.charAt(++i);
      if (next == '&') {
        out.append(matcher.group());
      } else if (next >= '1' && next <= '9') {
        int group = next - '0';
        if (group <= matcher.groupCount() && matcher.group(group) != null) {
          out.append(matcher.group(group));
        }
      } else if (next == '\\') {
        out.append('\\');
      } else {
        out.append(c).append(next);
      }
    }
  }
}
