package dev.omendb.sql.type.json;

import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.Utf8;

/// Cuts UTF-8 text into JSON tokens. Confined to one parse.
final class JsonLexer {
  enum Token {
    OBJECT_START,
    OBJECT_END,
    ARRAY_START,
    ARRAY_END,
    COMMA,
    COLON,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    END
  }

  final byte[] source;
  final int from;
  final int to;

  /// Decode escapes: jsonb needs the characters, json only their syntax.
  private final boolean decode;

  Token token = Token.END;
  int tokenStart;
  int tokenEnd;

  /// The characters of a string token.
  private final StringBuilder text = new StringBuilder();

  JsonLexer(byte[] source, int from, int to, boolean decode) {
    this.source = source;
    this.from = from;
    this.to = to;
    this.decode = decode;
    this.tokenStart = from;
    this.tokenEnd = from;
  }

  String tokenText() {
    return InputErrors.text(source, tokenStart, tokenEnd);
  }

  /// The content of the string token just read; only when decoding.
  String string() {
    return text.toString();
  }

  /// Moves to the next token.
  void next() {
    int at = tokenEnd;
    while (at < to
        && (source[at] == ' ' || source[at] == '\t' || source[at] == '\n' || source[at] == '\r')) {
      at++;
    }
    tokenStart = at;
    if (at == to) {
      tokenEnd = at;
      token = Token.END;
      return;
    }
    tokenEnd = at + 1;
    switch (source[at]) {
      case '{' -> token = Token.OBJECT_START;
      case '}' -> token = Token.OBJECT_END;
      case '[' -> token = Token.ARRAY_START;
      case ']' -> token = Token.ARRAY_END;
      case ',' -> token = Token.COMMA;
      case ':' -> token = Token.COLON;
      case '"' -> readString();
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readNumber();
      default -> readWord();
    }
  }

  private void readWord() {
    // The token an error names; NULL stands for "not the end".
    token = Token.NULL;
    int at = skipWord(tokenStart);
    if (at == tokenStart) {
      throw JsonErrors.invalidToken(this);
    }
    tokenEnd = at;
    switch (tokenText()) {
      case "true" -> token = Token.TRUE;
      case "false" -> token = Token.FALSE;
      case "null" -> token = Token.NULL;
      default -> throw JsonErrors.invalidToken(this);
    }
  }

  private int skipWord(int start) {
    int at = start;
    while (at < to
        && (Ascii.isLetter(source[at])
            || Ascii.isDigit(source[at])
            || source[at] == '_'
            || source[at] < 0)) {
      at++;
    }
    return at;
  }

  private void readNumber() {
    token = Token.NUMBER;
    int at = source[tokenStart] == '-' ? tokenStart + 1 : tokenStart;
    boolean valid = at < to && Ascii.isDigit(source[at]);
    if (valid && source[at] == '0') {
      at++;
    } else {
      at = skipDigits(at);
    }
    if (valid && at < to && source[at] == '.') {
      int fraction = at + 1;
      at = skipDigits(fraction);
      valid = at > fraction;
    }
    if (valid && at < to && (source[at] | 0x20) == 'e') {
      int exponent = at + 1;
      if (exponent < to && (source[exponent] == '+' || source[exponent] == '-')) {
        exponent++;
      }
      at = skipDigits(exponent);
      valid = at > exponent;
    }
    int end = skipWord(at);
    tokenEnd = end;
    if (!valid || end > at) {
      throw JsonErrors.invalidToken(this);
    }
  }

  private int skipDigits(int start) {
    int at = start;
    while (at < to && Ascii.isDigit(source[at])) {
      at++;
    }
    return at;
  }

  private void readString() {
    token = Token.STRING;
    text.setLength(0);
    int at = tokenStart + 1;
    int plain = at;
    int highSurrogate = -1;
    while (true) {
      if (at == to) {
        tokenEnd = to;
        throw JsonErrors.invalidToken(this);
      }
      byte c = source[at];
      if (c != '\\' && highSurrogate >= 0) {
        throw loneSurrogate(at);
      }
      if (c == '"') {
        appendPlain(plain, at);
        tokenEnd = at + 1;
        return;
      }
      if (c >= 0 && c < 0x20) {
        tokenEnd = at;
        throw JsonErrors.syntax(
            this, "Character with value 0x%02x must be escaped.".formatted((int) c));
      }
      if (c != '\\') {
        at++;
        continue;
      }
      appendPlain(plain, at);
      at++;
      if (at == to) {
        tokenEnd = to;
        throw JsonErrors.invalidToken(this);
      }
      if (source[at] == 'u') {
        int unit = unicodeEscape(at);
        highSurrogate = decode ? appendUnit(unit, highSurrogate, at + 5) : -1;
        at += 5;
      } else if (highSurrogate >= 0) {
        throw loneSurrogate(at);
      } else {
        escape(at);
        at++;
      }
      plain = at;
    }
  }

  private void appendPlain(int start, int end) {
    if (decode && end > start) {
      text.append(InputErrors.text(source, start, end));
    }
  }

  private void escape(int at) {
    int index = "\"\\/bfnrt".indexOf(source[at]);
    if (index < 0) {
      tokenStart = at;
      tokenEnd = Math.min(to, at + Utf8.characterLength(source[at]));
      throw JsonErrors.syntax(this, "Escape sequence \"\\" + tokenText() + "\" is invalid.");
    }
    if (decode) {
      text.append("\"\\/\b\f\n\r\t".charAt(index));
    }
  }

  /// The four hexadecimal digits after the `u` at `at`.
  private int unicodeEscape(int at) {
    int unit = 0;
    for (int i = 1; i <= 4; i++) {
      int digit = at + i < to ? Ascii.hexValue(source[at + i]) : -1;
      if (digit < 0) {
        tokenEnd = at + i < to ? Math.min(to, at + i + Utf8.characterLength(source[at + i])) : to;
        throw at + i < to
            ? JsonErrors.syntax(this, "\"\\u\" must be followed by four hexadecimal digits.")
            : JsonErrors.invalidToken(this);
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  /// Appends a UTF-16 unit; returns it if it is a high surrogate that waits for its partner.
  private int appendUnit(int unit, int highSurrogate, int end) {
    tokenEnd = Math.min(end, to);
    if (Character.isHighSurrogate((char) unit)) {
      if (highSurrogate >= 0) {
        throw JsonErrors.syntax(this, "Unicode high surrogate must not follow a high surrogate.");
      }
      return unit;
    }
    if (Character.isLowSurrogate((char) unit) != (highSurrogate >= 0)) {
      throw JsonErrors.syntax(this, "Unicode low surrogate must follow a high surrogate.");
    }
    if (unit == 0) {
      throw JsonErrors.zeroCharacter(this);
    }
    if (highSurrogate >= 0) {
      text.append((char) highSurrogate);
    }
    text.append((char) unit);
    return -1;
  }

  private RuntimeException loneSurrogate(int at) {
    tokenEnd = Math.min(to, at + 1);
    return JsonErrors.syntax(this, "Unicode low surrogate must follow a high surrogate.");
  }
}
