package dev.omendb.sql.function.json;

import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.json.Json;
import dev.omendb.sql.type.json.JsonParser;
import dev.omendb.sql.type.json.JsonWriter;

/// JSON values between columns, trees and the text that `->>` gives.
public final class JsonText {
  private JsonText() {}

  /// The tree of a json or jsonb value.
  public static Json tree(Column column, int row) {
    BytesColumn text = (BytesColumn) column;
    int from = text.offset(row);
    return JsonParser.parse(text.heap(), from, from + text.length(row));
  }

  /// Appends a jsonb value; the tree is normalised.
  public static void putJsonb(Json value, Column result) {
    put(result, JsonWriter.bytes(value));
  }

  /// The string that a quoted JSON string, quotes included, stands for.
  static String unquote(byte[] source, int from, int to) {
    return ((Json.Str) JsonParser.parse(source, from, to)).value();
  }

  /// Appends what `->>` gives: strings without quotes, NULL for null, other values as JSON.
  static void putText(Json value, Column result) {
    switch (value) {
      case Json.Null _ -> result.appendNull();
      case Json.Str string -> put(result, string.value());
      default -> put(result, JsonWriter.text(value));
    }
  }

  /// As [#putText], for a slice of JSON text.
  static void putText(byte[] source, int from, int to, Column result) {
    byte first = source[from];
    if (first == 'n') {
      result.appendNull();
    } else if (first == '"') {
      boolean escaped = false;
      for (int i = from; i < to; i++) {
        escaped |= source[i] == '\\';
      }
      if (escaped) {
        put(result, unquote(source, from, to));
      } else {
        ((BytesColumn) result).append(source, from + 1, to - from - 2);
      }
    } else {
      ((BytesColumn) result).append(source, from, to - from);
    }
  }
}
