package dev.omendb.sql.type;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;

/// Checks and counts UTF-8. Values of text types hold only valid UTF-8 without NUL bytes.
public final class Utf8 {
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;

  private Utf8() {}

  /// Raises 22021 `invalid byte sequence for encoding "UTF8": 0xff` for anything but valid UTF-8
  /// without NUL bytes.
  public static void validate(byte[] source, int from, int to) {
    int at = from;
    while (at < to) {
      if (to - at >= 8) {
        long word = LittleEndian.getLong(source, at);
        // No byte above 0x7f and none equal to zero.
        if (((word | (word - LOW_BITS)) & HIGH_BITS) == 0) {
          at += 8;
          continue;
        }
      }
      int length = sequenceLength(source, at, to);
      if (length == 0) {
        throw invalid(source, at, to);
      }
      at += length;
    }
  }

  /// Characters in valid UTF-8.
  public static int countCharacters(byte[] source, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if ((source[i] & 0xC0) != 0x80) {
        count++;
      }
    }
    return count;
  }

  /// Index just after the first `characters` characters of valid UTF-8, at most `to`.
  public static int skipCharacters(byte[] source, int from, int to, int characters) {
    int at = from;
    for (int i = 0; i < characters && at < to; i++) {
      at += characterLength(source[at]);
    }
    return Math.min(at, to);
  }

  /// Bytes of the character that starts with `first`.
  public static int characterLength(byte first) {
    int b = first & 0xFF;
    return b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
  }

  /// Longest prefix of `[from, to)` that has at most `maxBytes` bytes and splits no character.
  public static int clip(byte[] source, int from, int to, int maxBytes) {
    if (to - from <= maxBytes) {
      return to;
    }
    int end = from + maxBytes;
    while (end > from && (source[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  /// Bytes of the valid sequence at `at`, or 0.
  private static int sequenceLength(byte[] source, int at, int to) {
    int first = source[at] & 0xFF;
    if (first == 0) {
      return 0;
    }
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > to) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((source[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = source[at + 1] & 0xFF;
    boolean wrong =
        (first == 0xE0 && second < 0xA0)
            || (first == 0xED && second > 0x9F)
            || (first == 0xF0 && second < 0x90)
            || (first == 0xF4 && second > 0x8F);
    return wrong ? 0 : length;
  }

  private static DatabaseException invalid(byte[] source, int at, int to) {
    int first = source[at] & 0xFF;
    // As pg_utf_mblen counts: by the lead byte alone.
    int claimed =
        (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : (first & 0xF8) == 0xF0 ? 4 : 1;
    StringBuilder bytes = new StringBuilder();
    for (int i = at; i < Math.min(to, at + claimed); i++) {
      bytes.append(i > at ? " " : "").append("0x%02x".formatted(source[i] & 0xFF));
    }
    return new DatabaseException(
        SqlState.CHARACTER_NOT_IN_REPERTOIRE,
        "invalid byte sequence for encoding \"UTF8\": " + bytes);
  }
}
