package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.LongKernels;
import dev.omendb.sql.function.ScalarKernel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;

/// `~`, `~*`, `!~`, `!~*`, and the pattern of SIMILAR TO. A pattern that repeats is compiled once.
record RegexMatch(boolean ignoreCase, boolean negated) implements ScalarKernel {
  static void addTo(Implementations into) {
    for (String type : new String[] {"text", "name"}) {
      into.kernel(type + "regexeq", new RegexMatch(false, false));
      into.kernel(type + "regexne", new RegexMatch(false, true));
      into.kernel(type + "icregexeq", new RegexMatch(true, false));
      into.kernel(type + "icregexne", new RegexMatch(true, true));
    }
    into.row("similar_to_escape_1", (c, a, i, r) -> put(r, similar(text(a[0], i), "\\")));
    into.row("similar_to_escape_2", (c, a, i, r) -> put(r, similar(text(a[0], i), text(a[1], i))));
    into.row(
        "similar_escape",
        (c, a, i, r) -> {
          if (a[0].isNull(i)) {
            r.appendNull();
          } else {
            put(r, similar(text(a[0], i), a[1].isNull(i) ? "\\" : text(a[1], i)));
          }
        });
  }

  @Override
  public void apply(CallContext context, Column[] arguments, int rows, Column result) {
    LongColumn out = LongKernels.prepare(arguments, rows, result);
    BytesColumn values = (BytesColumn) arguments[0];
    BytesColumn patterns = (BytesColumn) arguments[1];
    long[] to = out.values();
    Matcher matcher = null;
    int offset = -1;
    int length = -1;
    for (int i = 0; i < rows; i++) {
      if (out.isNull(i)) {
        continue;
      }
      if (matcher == null || patterns.offset(i) != offset || patterns.length(i) != length) {
        matcher = Regex.compile(text(patterns, i), "", ignoreCase).pattern().matcher("");
        offset = patterns.offset(i);
        length = patterns.length(i);
      }
      matcher.reset(
          new String(values.heap(), values.offset(i), values.length(i), StandardCharsets.UTF_8));
      to[i] = matcher.find() != negated ? 1 : 0;
    }
  }

  /// The regular expression of a SIMILAR TO pattern: `%` and `_` as in LIKE, the rest as in regular
  /// expressions, anchored.
  static String similar(String pattern, String escape) {
    if (escape.codePointCount(0, escape.length()) > 1) {
      throw Like.invalidEscape();
    }
    StringBuilder out = new StringBuilder("^(?:");
    boolean bracket = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (!escape.isEmpty() && c == escape.charAt(0) && i + 1 < pattern.length()) {
        char next = pattern.charAt(++i);
        if (next == '"') {
          out.append(out.indexOf("){1,1}?(") < 0 ? "){1,1}?(" : "){1,1}(?:");
        } else {
          out.append(Character.isLetterOrDigit(next) ? "" : "\\").append(next);
        }
      } else if (bracket) {
        bracket = c != ']';
        out.append(c == '\\' ? "\\\\" : String.valueOf(c));
      } else {
        bracket = c == '[';
        switch (c) {
          case '%' -> out.append(".*");
          case '_' -> out.append('.');
          case '(' -> out.append("(?:");
          case '\\', '.', '^', '$' -> out.append('\\').append(c);
          default -> out.append(c);
        }
      }
    }
    return out.append(")$").toString();
  }
}
