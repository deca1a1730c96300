package dev.omendb.sql.type.hstore;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.Utf8;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Reads `a=>1, "b c"=>"2", d=>NULL` as hstore's own parser does, state by state.
final class HstoreParser {
  private static final int END = 0;

  private final byte[] source;
  private final int start;
  private final int end;
  private int at;
  private boolean quoted;

  HstoreParser(byte[] source, int start, int end) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  /// The first of equal keys counts.
  SortedMap<String, @Nullable String> parse() {
    SortedMap<String, @Nullable String> map = HstoreCodec.newMap();
    String key;
    while ((key = word(false)) != null) {
      skipSpaces();
      expect('=');
      expect('>');
      String value = word(true);
      if (value == null) {
        throw unexpectedEnd();
      }
      boolean isNull = !quoted && value.equalsIgnoreCase("null");
      if (!map.containsKey(key)) {
        map.put(key, isNull ? null : value);
      }
      skipSpaces();
      if (peek() == END) {
        break;
      }
      expect(',');
    }
    return map;
  }

  private int peek() {
    return at < end ? source[at] & 0xff : END;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private void skipSpaces() {
    while (isSpace(peek())) {
      at++;
    }
  }

  private void expect(char c) {
    if (peek() == END) {
      throw unexpectedEnd();
    }
    if (peek() != c) {
      throw syntaxError();
    }
    at++;
  }

  /// A key or a value, or null at the end of the text.
  private @Nullable String word(boolean isValue) {
    skipSpaces();
    quoted = false;
    int first = peek();
    if (first == END) {
      return null;
    }
    if (first == '"') {
      quoted = true;
      at++;
      return quotedWord();
    }
    if (first == '=' && !isValue) {
      throw syntaxError();
    }
    return bareWord(isValue);
  }

  private String quotedWord() {
    ByteArraySink word = new ByteArraySink();
    while (peek() != '"') {
      append(word);
    }
    at++;
    return word.toString();
  }

  private String bareWord(boolean isValue) {
    ByteArraySink word = new ByteArraySink();
    do {
      append(word);
    } while (at < end && peek() != (isValue ? ',' : '=') && !isSpace(peek()));
    return word.toString();
  }

  /// One byte, or the byte behind a backslash.
  private void append(ByteArraySink word) {
    if (peek() == '\\') {
      at++;
    }
    if (peek() == END) {
      throw unexpectedEnd();
    }
    word.writeByte(source[at++]);
  }

  private DatabaseException syntaxError() {
    int next = Math.min(end, at + Utf8.characterLength(source[at]));
    return new DatabaseException(
        SqlState.SYNTAX_ERROR,
        "syntax error in hstore, near \"%s\" at position %d"
            .formatted(InputErrors.text(source, at, next), at - start));
  }

  private static DatabaseException unexpectedEnd() {
    return new DatabaseException(
        SqlState.SYNTAX_ERROR, "syntax error in hstore: unexpected end of string");
  }
}
