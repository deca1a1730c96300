package dev.omendb.sql.type.json;

import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.ByteSink;
import java.nio.charset.StandardCharsets;

/// Prints JSON as jsonb does: `{"a": 1, "b": [1, 2]}`.
public final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private JsonWriter() {}

  public static void write(Json value, ByteSink out) {
    switch (value) {
      case Json.Null _ -> out.writeAscii("null");
      case Json.Bool bool -> out.writeAscii(bool.value() ? "true" : "false");
      case Json.Num number -> out.writeAscii(number.text());
      case Json.Str string -> writeString(string.value(), out);
      case Json.Arr array -> {
        out.writeByte('[');
        for (int i = 0; i < array.elements().size(); i++) {
          separate(i, out);
          write(array.elements().get(i), out);
        }
        out.writeByte(']');
      }
      case Json.Obj object -> {
        out.writeByte('{');
        for (int i = 0; i < object.members().size(); i++) {
          separate(i, out);
          writeString(object.members().get(i).key(), out);
          out.writeByte(':');
          out.writeByte(' ');
          write(object.members().get(i).value(), out);
        }
        out.writeByte('}');
      }
    }
  }

  /// The text of a value.
  public static String text(Json value) {
    ByteArraySink out = new ByteArraySink();
    write(value, out);
    return out.toString();
  }

  /// The storage bytes of a value as jsonb.
  public static byte[] bytes(Json value) {
    ByteArraySink out = new ByteArraySink();
    write(value, out);
    return out.toByteArray();
  }

  /// A string in quotes, escaped as little as JSON allows.
  public static void writeString(String value, ByteSink out) {
    out.writeByte('"');
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    for (byte b : bytes) {
      int escape = "\b\f\n\r\t\"\\".indexOf(b);
      if (escape >= 0) {
        out.writeByte('\\');
        out.writeByte("bfnrt\"\\".charAt(escape));
      } else if (b >= 0 && b < 0x20) {
        out.writeAscii("\\u00");
        out.writeByte(HEX.charAt(b >>> 4));
        out.writeByte(HEX.charAt(b & 15));
      } else {
        out.writeByte(b);
      }
    }
    out.writeByte('"');
  }

  private static void separate(int index, ByteSink out) {
    if (index > 0) {
      out.writeByte(',');
      out.writeByte(' ');
    }
  }
}
