package dev.omendb.sql.command.copy;

/// Fields of the text format: separated by the delimiter, with backslash escapes.
final class TextFields extends FieldReader {
  TextFields(CopyLoader loader, CopyOptions options) {
    super(loader, options);
  }

  @Override
  void field(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      byte b = bytes[at];
      if (b == delimiter) {
        break;
      }
      if (b == '\\') {
        escaped(bytes, from, at, end);
        return;
      }
      at++;
    }
    value = bytes;
    valueFrom = from;
    valueTo = at;
    next = at + 1;
    isNull = isNullText(bytes, from, at);
    isDefault = isDefaultText(bytes, from, at);
  }

  /// A field with a backslash at `firstEscape`.
  private void escaped(byte[] bytes, int from, int firstEscape, int end) {
    scratch.clear();
    scratch.writeBytes(bytes, from, firstEscape - from);
    int at = firstEscape;
    while (at < end) {
      byte b = bytes[at];
      if (b == delimiter) {
        break;
      }
      if (b == '\\' && at + 1 < end) {
        at = escape(bytes, at + 1, end);
      } else {
        scratch.writeByte(b);
        at++;
      }
    }
    next = at + 1;
    isNull = isNullText(bytes, from, at);
    isDefault = isDefaultText(bytes, from, at);
    value = scratch.bytes();
    valueFrom = 0;
    valueTo = scratch.position();
  }

  /// Writes what the escape behind a backslash stands for; returns where it ends.
  private int escape(byte[] bytes, int at, int end) {
    byte b = bytes[at];
    switch (b) {
      case 'b' -> scratch.writeByte('\b');
      case 'f' -> scratch.writeByte('\f');
      case 'n' -> scratch.writeByte('\n');
      case 'r' -> scratch.writeByte('\r');
      case 't' -> scratch.writeByte('\t');
      case 'v' -> scratch.writeByte(0x0b);
      case 'x' -> {
        return hex(bytes, at, end);
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        return octal(bytes, at, end);
      }
      default -> scratch.writeByte(b);
    }
    return at + 1;
  }

  private int octal(byte[] bytes, int from, int end) {
    int code = 0;
    int at = from;
    while (at < end && at < from + 3 && bytes[at] >= '0' && bytes[at] <= '7') {
      code = code * 8 + bytes[at++] - '0';
    }
    scratch.writeByte(code);
    return at;
  }

  /// One or two digits; without any, a plain x.
  private int hex(byte[] bytes, int from, int end) {
    int code = 0;
    int at = from + 1;
    while (at < end && at < from + 3 && Character.digit(bytes[at], 16) >= 0) {
      code = code * 16 + Character.digit(bytes[at++], 16);
    }
    scratch.writeByte(at == from + 1 ? 'x' : code);
    return at;
  }

  @Override
  void adjust(int column) {}
}
