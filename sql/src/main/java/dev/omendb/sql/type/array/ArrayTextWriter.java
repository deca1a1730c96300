package dev.omendb.sql.type.array;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;

/// Prints one array: braces, delimiters, quotes where an element needs them.
final class ArrayTextWriter {
  private final PgType element;
  private final ArrayValue array;
  private final FormatSettings settings;
  private final ByteSink out;
  private final Column values;
  private final ByteArraySink text = new ByteArraySink();

  /// Numbers and booleans never need quotes (the reg… types, numbers by category, may).
  private final boolean plain;

  private int next;

  ArrayTextWriter(PgType element, ArrayValue array, FormatSettings settings, ByteSink out) {
    this.element = element;
    this.array = array;
    this.settings = settings;
    this.out = out;
    this.values = element.storage(-1).newColumn(array.count());
    array.appendAllTo(values);
    char category = element.info().category();
    this.plain = category == 'B' || (category == 'N' && !element.name().startsWith("reg"));
  }

  void write() {
    if (array.count() == 0) {
      out.writeAscii("{}");
      return;
    }
    boolean bounds = false;
    for (int d = 0; d < array.dimensions(); d++) {
      bounds |= array.lowerBound(d) != 1;
    }
    for (int d = 0; bounds && d < array.dimensions(); d++) {
      out.writeAscii(
          "[" + array.lowerBound(d) + ":" + (array.lowerBound(d) + array.length(d) - 1) + "]");
    }
    if (bounds) {
      out.writeByte('=');
    }
    writeLevel(0);
  }

  private void writeLevel(int dimension) {
    out.writeByte('{');
    for (int i = 0; i < array.length(dimension); i++) {
      if (i > 0) {
        out.writeByte(element.info().delimiter());
      }
      if (dimension + 1 < array.dimensions()) {
        writeLevel(dimension + 1);
      } else {
        writeElement(next++);
      }
    }
    out.writeByte('}');
  }

  private void writeElement(int index) {
    if (values.isNull(index)) {
      out.writeAscii("NULL");
      return;
    }
    if (plain) {
      element.formatText(values, index, settings, out);
      return;
    }
    text.clear();
    element.formatText(values, index, settings, text);
    byte[] bytes = text.bytes();
    int length = text.position();
    if (!needsQuotes(bytes, length)) {
      out.writeBytes(bytes, 0, length);
      return;
    }
    out.writeByte('"');
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '"' || bytes[i] == '\\') {
        out.writeByte('\\');
      }
      out.writeByte(bytes[i]);
    }
    out.writeByte('"');
  }

  private boolean needsQuotes(byte[] bytes, int length) {
    if (length == 0 || Ascii.equalsIgnoreCase(bytes, 0, length, "null")) {
      return true;
    }
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      if (b == '"'
          || b == '\\'
          || b == '{'
          || b == '}'
          || b == element.info().delimiter()
          || Ascii.isSpace(b)) {
        return true;
      }
    }
    return false;
  }
}
