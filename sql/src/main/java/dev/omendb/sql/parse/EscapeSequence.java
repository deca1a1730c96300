package dev.omendb.sql.parse;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.SqlLexer.LexicalError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The backslash sequences of E'…' strings. Octal and hexadecimal ones are bytes of UTF-8, so
/// neighbours make one character together.
final class EscapeSequence {
  private EscapeSequence() {}

  /// Reads one sequence, or a run of byte escapes; the lexer stands at the backslash.
  static void read(SqlLexer lexer, StringBuilder out, int start) {
    char c = lexer.peek(1);
    switch (c) {
      case 'b' -> plain(lexer, out, '\b');
      case 'f' -> plain(lexer, out, '\f');
      case 'n' -> plain(lexer, out, '\n');
      case 'r' -> plain(lexer, out, '\r');
      case 't' -> plain(lexer, out, '\t');
      case 'v' -> plain(lexer, out, '\u000b');
      case 'u' -> unicode(lexer, out, 4, start);
      case 'U' -> unicode(lexer, out, 8, start);
      case 'x' -> {
        if (Character.digit(lexer.peek(2), 16) >= 0) {
          bytes(lexer, out);
        } else {
          plain(lexer, out, c);
        }
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> bytes(lexer, out);
      default -> {
        if (c != 0) {
          plain(lexer, out, c);
        } else {
          lexer.at++;
        }
      }
    }
  }

  private static void plain(SqlLexer lexer, StringBuilder out, char c) {
    out.append(c);
    lexer.at += 2;
  }

  private static void unicode(SqlLexer lexer, StringBuilder out, int digits, int start) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(lexer.peek(2 + i), 16);
      if (digit < 0) {
        throw new LexicalError(
            lexer.at,
            new DatabaseException(SqlState.INVALID_ESCAPE_SEQUENCE, "invalid Unicode escape")
                .hint("Unicode escapes must be \\uXXXX or \\UXXXXXXXX."));
      }
      value = value * 16 + digit;
    }
    if (value <= 0 || value > 0x10FFFF) {
      throw lexer.error("invalid Unicode escape value", start, lexer.at + 2 + digits);
    }
    out.appendCodePoint(value);
    lexer.at += 2 + digits;
  }

  /// Consecutive `\ooo` and `\xhh` are decoded together.
  private static void bytes(SqlLexer lexer, StringBuilder out) {
    int first = lexer.at;
    ByteBuffer buffer = ByteBuffer.allocate(lexer.source.length() - lexer.at);
    while (lexer.peek(0) == '\\') {
      boolean hex = lexer.peek(1) == 'x' && Character.digit(lexer.peek(2), 16) >= 0;
      if (!hex && Character.digit(lexer.peek(1), 8) < 0) {
        break;
      }
      int radix = hex ? 16 : 8;
      int most = hex ? 2 : 3;
      int value = 0;
      lexer.at += hex ? 2 : 1;
      for (int i = 0; i < most && Character.digit(lexer.peek(0), radix) >= 0; i++) {
        value = value * radix + Character.digit(lexer.peek(0), radix);
        lexer.at++;
      }
      buffer.put((byte) value);
    }
    try {
      out.append(StandardCharsets.UTF_8.newDecoder().decode(buffer.flip()));
    } catch (CharacterCodingException e) {
      throw new LexicalError(first, invalidBytes(buffer));
    }
    if (out.indexOf("\0") >= 0) {
      throw new LexicalError(first, invalidBytes(buffer));
    }
  }

  private static DatabaseException invalidBytes(ByteBuffer buffer) {
    return new DatabaseException(
        SqlState.CHARACTER_NOT_IN_REPERTOIRE,
        "invalid byte sequence for encoding \"UTF8\": 0x%02x".formatted(buffer.get(0)));
  }
}
