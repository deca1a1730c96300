package dev.omendb.sql.function.text;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A LIKE pattern over UTF-8 bytes: `%` any run, `_` one character, `\` quotes the next one.
/// Prefix, suffix and substring patterns take short cuts. Immutable.
public final class LikePattern {
  private enum Shape {
    EXACT,
    PREFIX,
    SUFFIX,
    CONTAINS,
    GENERAL
  }

  private final byte[] pattern;
  private final byte[] literal;
  private final Shape shape;
  private final boolean ignoreCase;

  /// @param ignoreCase ILIKE: pattern and values are lower-cased
  public LikePattern(byte[] source, boolean ignoreCase) {
    this.ignoreCase = ignoreCase;
    this.pattern = ignoreCase ? lower(source, 0, source.length) : source;
    int from = 0;
    int to = pattern.length;
    while (from < to && pattern[from] == '%') {
      from++;
    }
    while (to > from && pattern[to - 1] == '%') {
      to--;
    }
    boolean plain = true;
    for (int i = from; i < to; i++) {
      plain &= pattern[i] != '%' && pattern[i] != '_' && pattern[i] != '\\';
    }
    this.literal = java.util.Arrays.copyOfRange(pattern, from, to);
    this.shape = plain ? shape(from > 0, to < pattern.length, to > from) : Shape.GENERAL;
  }

  private static Shape shape(boolean openStart, boolean openEnd, boolean hasText) {
    if (!hasText && (openStart || openEnd)) {
      return Shape.CONTAINS;
    }
    if (openStart) {
      return openEnd ? Shape.CONTAINS : Shape.SUFFIX;
    }
    return openEnd ? Shape.PREFIX : Shape.EXACT;
  }

  /// True when the value `heap[from, from + length)` matches.
  public boolean matches(byte[] heap, int from, int length) {
    if (ignoreCase) {
      byte[] lower = lower(heap, from, length);
      return matchesFolded(lower, 0, lower.length);
    }
    return matchesFolded(heap, from, length);
  }

  private boolean matchesFolded(byte[] heap, int from, int length) {
    int size = literal.length;
    return switch (shape) {
      case EXACT -> length == size && regionEquals(heap, from);
      case PREFIX -> length >= size && regionEquals(heap, from);
      case SUFFIX -> length >= size && regionEquals(heap, from + length - size);
      case CONTAINS -> contains(heap, from, length);
      case GENERAL -> match(heap, from, from + length);
    };
  }

  private boolean regionEquals(byte[] heap, int at) {
    for (int i = 0; i < literal.length; i++) {
      if (heap[at + i] != literal[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean contains(byte[] heap, int from, int length) {
    if (literal.length == 0) {
      return true;
    }
    byte first = literal[0];
    int last = from + length - literal.length;
    for (int at = from; at <= last; at++) {
      if (heap[at] == first && regionEquals(heap, at)) {
        return true;
      }
    }
    return false;
  }

  /// Greedy matching with one place to return to: after the latest `%`.
  private boolean match(byte[] heap, int from, int to) {
    int at = from;
    int p = 0;
    int starPattern = -1;
    int starAt = 0;
    while (at < to || p < pattern.length) {
      if (p < pattern.length && pattern[p] == '%') {
        starPattern = ++p;
        starAt = at;
        continue;
      }
      if (p < pattern.length && at < to) {
        int next = step(heap, at, to, p);
        if (next > 0) {
          p += pattern[p] == '\\' ? 2 : 1;
          at = next;
          continue;
        }
      }
      if (starPattern < 0 || starAt >= to) {
        return false;
      }
      starAt = nextCharacter(heap, starAt, to);
      at = starAt;
      p = starPattern;
    }
    return true;
  }

  /// Where the value continues after the pattern element at p matched, or 0.
  private int step(byte[] heap, int at, int to, int p) {
    byte wanted = pattern[p];
    if (wanted == '_') {
      return nextCharacter(heap, at, to);
    }
    if (wanted == '\\') {
      if (p + 1 == pattern.length) {
        throw endsWithEscape();
      }
      wanted = pattern[p + 1];
    }
    return heap[at] == wanted ? at + 1 : 0;
  }

  private static int nextCharacter(byte[] heap, int at, int to) {
    int next = at + 1;
    while (next < to && (heap[next] & 0xC0) == 0x80) {
      next++;
    }
    return next;
  }

  private static DatabaseException endsWithEscape() {
    return new DatabaseException(
        SqlState.INVALID_ESCAPE_SEQUENCE, "LIKE pattern must not end with escape character");
  }

  private static byte[] lower(byte[] heap, int from, int length) {
    return new String(heap, from, length, StandardCharsets.UTF_8)
        .toLowerCase(Locale.ROOT)
        .getBytes(StandardCharsets.UTF_8);
  }
}
