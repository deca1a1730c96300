package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.bytes;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.Implementations;
import java.util.Arrays;

/// trim(), btrim(), ltrim(), rtrim() over text and bytea.
final class Trim {
  private Trim() {}

  static void addTo(Implementations into) {
    into.row("btrim", (c, a, i, r) -> put(r, trim(text(a[0], i), text(a[1], i), true, true)));
    into.row("ltrim", (c, a, i, r) -> put(r, trim(text(a[0], i), text(a[1], i), true, false)));
    into.row("rtrim", (c, a, i, r) -> put(r, trim(text(a[0], i), text(a[1], i), false, true)));
    into.row("btrim1", (c, a, i, r) -> put(r, trim(text(a[0], i), " ", true, true)));
    into.row("ltrim1", (c, a, i, r) -> put(r, trim(text(a[0], i), " ", true, false)));
    into.row("rtrim1", (c, a, i, r) -> put(r, trim(text(a[0], i), " ", false, true)));
    into.row("byteatrim", (c, a, i, r) -> trimBytes(a, i, true, true, r));
    into.row("bytealtrim", (c, a, i, r) -> trimBytes(a, i, true, false, r));
    into.row("byteartrim", (c, a, i, r) -> trimBytes(a, i, false, true, r));
  }

  private static String trim(String text, String characters, boolean left, boolean right) {
    int from = 0;
    int to = text.length();
    while (left && from < to && characters.indexOf(text.codePointAt(from)) >= 0) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (right && to > from && characters.indexOf(text.codePointBefore(to)) >= 0) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  private static void trimBytes(
      Column[] arguments, int row, boolean left, boolean right, Column result) {
    byte[] value = bytes(arguments[0], row);
    byte[] set = bytes(arguments[1], row);
    int from = 0;
    int to = value.length;
    while (left && from < to && contains(set, value[from])) {
      from++;
    }
    while (right && to > from && contains(set, value[to - 1])) {
      to--;
    }
    put(result, Arrays.copyOfRange(value, from, to));
  }

  private static boolean contains(byte[] set, byte wanted) {
    for (byte member : set) {
      if (member == wanted) {
        return true;
      }
    }
    return false;
  }
}
