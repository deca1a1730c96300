package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.flag;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.array.TextArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// parse_ident: a qualified name split into its parts.
final class ParseIdentifier {
  private final String source;
  private final List<@Nullable String> parts = new ArrayList<>();
  private int at;

  private ParseIdentifier(String source) {
    this.source = source;
  }

  static void addTo(Implementations into) {
    into.row(
        "parse_ident",
        (c, a, i, r) -> {
          boolean strict = a.length < 2 || flag(a[1], i);
          TextArrays.put(r, new ParseIdentifier(text(a[0], i)).parse(strict));
        });
  }

  private List<@Nullable String> parse(boolean strict) {
    skipSpaces();
    while (true) {
      part();
      skipSpaces();
      if (at < source.length() && source.charAt(at) == '.') {
        at++;
        skipSpaces();
      } else if (at < source.length() && strict) {
        throw invalid();
      } else {
        return parts;
      }
    }
  }

  private void part() {
    if (at < source.length() && source.charAt(at) == '"') {
      quoted();
      return;
    }
    int from = at;
    while (at < source.length() && isPart(source.charAt(at), at > from)) {
      at++;
    }
    if (at == from) {
      throw at < source.length() && source.charAt(at) == '.'
          ? invalid().detail("No valid identifier before \".\".")
          : from > 0 && source.substring(0, from).strip().endsWith(".")
              ? invalid().detail("No valid identifier after \".\".")
              : invalid();
    }
    parts.add(source.substring(from, at).toLowerCase(Locale.ROOT));
  }

  private void quoted() {
    StringBuilder name = new StringBuilder();
    at++;
    while (true) {
      int end = source.indexOf('"', at);
      if (end < 0) {
        throw invalid().detail("String has unclosed double quotes.");
      }
      name.append(source, at, end);
      at = end + 1;
      if (at >= source.length() || source.charAt(at) != '"') {
        break;
      }
      name.append('"');
      at++;
    }
    if (name.isEmpty()) {
      throw invalid().detail("Quoted identifier must not be empty.");
    }
    parts.add(name.toString());
  }

  private static boolean isPart(char c, boolean inside) {
    return Character.isLetter(c)
        || c == '_'
        || c > 127
        || inside && (Character.isDigit(c) || c == '$');
  }

  private void skipSpaces() {
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
  }

  private DatabaseException invalid() {
    return new DatabaseException(
        SqlState.INVALID_PARAMETER_VALUE, "string is not a valid identifier: \"" + source + "\"");
  }
}
