package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.CallContext;

/// lower, upper, initcap: character by character, as PostgreSQL with a C locale provider does, so a
/// character never becomes two. ASCII is converted in place.
final class LetterCase {
  private LetterCase() {}

  static void lower(CallContext context, Column[] arguments, int row, Column result) {
    convert(arguments[0], row, false, (BytesColumn) result);
  }

  static void upper(CallContext context, Column[] arguments, int row, Column result) {
    convert(arguments[0], row, true, (BytesColumn) result);
  }

  private static void convert(Column source, int row, boolean upper, BytesColumn result) {
    BytesColumn bytes = (BytesColumn) source;
    byte[] heap = bytes.heap();
    int from = bytes.offset(row);
    int length = bytes.length(row);
    byte signs = 0;
    for (int i = 0; i < length; i++) {
      signs |= heap[from + i];
    }
    if (signs < 0) {
      StringBuilder converted = new StringBuilder();
      text(source, row)
          .codePoints()
          .map(upper ? Character::toUpperCase : Character::toLowerCase)
          .forEach(converted::appendCodePoint);
      put(result, converted.toString());
      return;
    }
    int at = result.reserve(length);
    byte[] target = result.heap();
    char first = upper ? 'a' : 'A';
    for (int i = 0; i < length; i++) {
      byte c = heap[from + i];
      target[at + i] = (byte) (c >= first && c < first + 26 ? c ^ 0x20 : c);
    }
  }

  static String initcap(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      result.appendCodePoint(
          inWord ? Character.toLowerCase(character) : Character.toUpperCase(character));
      inWord = Character.isLetterOrDigit(character);
      i += Character.charCount(character);
    }
    return result.toString();
  }
}
