package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.LongKernels;
import dev.omendb.sql.function.ScalarKernel;
import java.util.Arrays;

/// LIKE, ILIKE, their negations and ESCAPE. A pattern that repeats from row to row is compiled
/// once.
public final class Like implements ScalarKernel {
  private final boolean ignoreCase;
  private final boolean negated;

  private Like(boolean ignoreCase, boolean negated) {
    this.ignoreCase = ignoreCase;
    this.negated = negated;
  }

  static void addTo(Implementations into) {
    for (String type : new String[] {"text", "name", "bytea"}) {
      into.kernel(type + "like", new Like(false, false));
      into.kernel(type + "nlike", new Like(false, true));
    }
    for (String type : new String[] {"text", "name"}) {
      into.kernel(type + "iclike", new Like(true, false));
      into.kernel(type + "icnlike", new Like(true, true));
    }
    into.row("like_escape", (c, a, i, r) -> put(r, escape(text(a[0], i), text(a[1], i))));
  }

  @Override
  public void apply(CallContext context, Column[] arguments, int rows, Column result) {
    LongColumn out = LongKernels.prepare(arguments, rows, result);
    BytesColumn values = (BytesColumn) arguments[0];
    BytesColumn patterns = (BytesColumn) arguments[1];
    long[] to = out.values();
    LikePattern pattern = null;
    int compiled = -1;
    for (int i = 0; i < rows; i++) {
      if (out.isNull(i)) {
        continue;
      }
      if (pattern == null || !samePattern(patterns, compiled, i)) {
        pattern = new LikePattern(patterns.copy(i), ignoreCase);
        compiled = i;
      }
      boolean matches = pattern.matches(values.heap(), values.offset(i), values.length(i));
      to[i] = matches != negated ? 1 : 0;
    }
  }

  private static boolean samePattern(BytesColumn patterns, int a, int b) {
    int from = patterns.offset(a);
    int length = patterns.length(a);
    int other = patterns.offset(b);
    if (length != patterns.length(b)) {
      return false;
    }
    byte[] heap = patterns.heap();
    return from == other || Arrays.equals(heap, from, from + length, heap, other, other + length);
  }

  /// Rewrites a pattern with another escape character to one with a backslash; '' means none.
  static String escape(String pattern, String escape) {
    if (escape.codePointCount(0, escape.length()) > 1) {
      throw invalidEscape();
    }
    if (escape.isEmpty()) {
      return pattern.replace("\\", "\\\\");
    }
    if (escape.equals("\\")) {
      return pattern;
    }
    StringBuilder rewritten = new StringBuilder();
    int escapeCharacter = escape.codePointAt(0);
    boolean afterEscape = false;
    for (int i = 0; i < pattern.length(); ) {
      int c = pattern.codePointAt(i);
      i += Character.charCount(c);
      if (c == escapeCharacter && !afterEscape) {
        rewritten.append('\\');
        afterEscape = true;
      } else {
        if (c == '\\' && !afterEscape) {
          rewritten.append('\\');
        }
        rewritten.appendCodePoint(c);
        afterEscape = false;
      }
    }
    return rewritten.toString();
  }

  static DatabaseException invalidEscape() {
    return new DatabaseException(SqlState.INVALID_ESCAPE_SEQUENCE, "invalid escape string")
        .hint("Escape string must be empty or one character.");
  }
}
