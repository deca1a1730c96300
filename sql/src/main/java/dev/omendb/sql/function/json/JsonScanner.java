package dev.omendb.sql.function.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks valid JSON text without building a tree: finds where members and elements start and end.
/// For `->` and its kin, whose results are slices of their argument. Confined to one call site.
final class JsonScanner {
  private byte[] source = new byte[0];
  private int at;
  private int limit;

  /// The value found last.
  private int valueFrom;

  private int valueTo;

  /// Starts over at a value.
  void reset(byte[] text, int from, int to) {
    source = text;
    at = from;
    limit = to;
    skipSpaces();
    valueFrom = at;
    int end = to;
    while (end > at && isSpace(source[end - 1])) {
      end--;
    }
    valueTo = end;
  }

  int from() {
    return valueFrom;
  }

  int to() {
    return valueTo;
  }

  byte[] source() {
    return source;
  }

  /// First character of the current value.
  byte kind() {
    return source[valueFrom];
  }

  /// Moves to the last member of this name in the current object; false if there is none or it is
  /// no object.
  boolean enterField(byte[] key) {
    if (kind() != '{') {
      return false;
    }
    boolean found = false;
    int from = 0;
    int to = 0;
    at = valueFrom + 1;
    skipSpaces();
    while (source[at] != '}') {
      boolean matches = keyEquals(key);
      skipSpaces();
      at++;
      skipSpaces();
      int start = at;
      skipValue();
      if (matches) {
        found = true;
        from = start;
        to = at;
      }
      nextItem();
    }
    valueFrom = found ? from : valueFrom;
    valueTo = found ? to : valueTo;
    return found;
  }

  /// Moves to an element of the current array, from 0, or from the end when negative.
  boolean enterElement(long index) {
    if (kind() != '[') {
      return false;
    }
    long wanted = index < 0 ? index + count() : index;
    if (wanted < 0) {
      return false;
    }
    at = valueFrom + 1;
    skipSpaces();
    for (long i = 0; source[at] != ']'; i++) {
      int start = at;
      skipValue();
      if (i == wanted) {
        valueFrom = start;
        valueTo = at;
        return true;
      }
      nextItem();
    }
    return false;
  }

  /// Elements of the current array.
  int count() {
    int count = 0;
    at = valueFrom + 1;
    skipSpaces();
    while (source[at] != ']') {
      skipValue();
      count++;
      nextItem();
    }
    return count;
  }

  private void nextItem() {
    skipSpaces();
    if (source[at] == ',') {
      at++;
      skipSpaces();
    }
  }

  /// Reads the key at the current place and compares it; keys with escapes are decoded.
  private boolean keyEquals(byte[] key) {
    int start = at + 1;
    boolean escaped = skipString();
    int length = at - 1 - start;
    if (!escaped) {
      return length == key.length && Arrays.equals(source, start, start + length, key, 0, length);
    }
    String decoded = JsonText.unquote(source, start - 1, at);
    return Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), key);
  }

  private void skipValue() {
    byte c = source[at];
    if (c == '"') {
      skipString();
    } else if (c == '{' || c == '[') {
      skipContainer();
    } else {
      while (at < limit && !isSpace(source[at]) && ",]}".indexOf(source[at]) < 0) {
        at++;
      }
    }
  }

  private void skipContainer() {
    int depth = 0;
    do {
      byte c = source[at];
      if (c == '"') {
        skipString();
        continue;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      at++;
    } while (depth > 0);
  }

  /// True when the string has escapes.
  private boolean skipString() {
    boolean escaped = false;
    at++;
    while (source[at] != '"') {
      escaped |= source[at] == '\\';
      at += source[at] == '\\' ? 2 : 1;
    }
    at++;
    return escaped;
  }

  private void skipSpaces() {
    while (at < limit && isSpace(source[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}
