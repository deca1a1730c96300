package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.flag;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import java.text.Normalizer;
import java.util.Locale;

/// normalize, IS NORMALIZED, unistr, and boolean as text.
final class UnicodeFunctions {
  private UnicodeFunctions() {}

  static void addTo(Implementations into) {
    into.row(
        "unicode_normalize_func",
        (c, a, i, r) -> put(r, Normalizer.normalize(text(a[0], i), form(text(a[1], i)))));
    into.row(
        "unicode_is_normalized",
        (c, a, i, r) -> put(r, Normalizer.isNormalized(text(a[0], i), form(text(a[1], i)))));
    into.row("unistr", (c, a, i, r) -> put(r, unescape(text(a[0], i))));
    into.row("booltext", (c, a, i, r) -> put(r, flag(a[0], i) ? "true" : "false"));
  }

  private static Normalizer.Form form(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "NFC" -> Normalizer.Form.NFC;
      case "NFD" -> Normalizer.Form.NFD;
      case "NFKC" -> Normalizer.Form.NFKC;
      case "NFKD" -> Normalizer.Form.NFKD;
      default ->
          throw new DatabaseException(
              SqlState.INVALID_PARAMETER_VALUE, "invalid normalization form: " + name);
    };
  }

  /// A backslash and four digits, or `+` and six, `u` and four, `U` and eight; two backslashes are
  /// one.
  private static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      char c = text.charAt(at);
      if (c != '\\') {
        out.append(c);
        at++;
        continue;
      }
      char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      if (next == '\\') {
        out.append('\\');
        at += 2;
        continue;
      }
      int skip = next == 'u' || next == 'U' || next == '+' ? 2 : 1;
      int digits = next == 'U' ? 8 : next == '+' ? 6 : 4;
      int end = at + skip + digits;
      try {
        int code = Integer.parseInt(text.substring(at + skip, Math.min(end, text.length())), 16);
        if (end > text.length() || !Character.isValidCodePoint(code)) {
          throw invalid();
        }
        out.appendCodePoint(code);
      } catch (NumberFormatException e) {
        throw invalid();
      }
      at = end;
    }
    return out.toString();
  }

  private static DatabaseException invalid() {
    return new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, "invalid Unicode escape")
        .hint("Unicode escapes must be \\XXXX, \\+XXXXXX, \\uXXXX, or \\UXXXXXXXX.");
  }
}
