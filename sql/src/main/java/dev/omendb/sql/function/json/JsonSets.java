package dev.omendb.sql.function.json;

import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.Values;
import dev.omendb.sql.function.set.Series;
import dev.omendb.sql.type.json.Json;
import dev.omendb.sql.type.json.JsonWriter;

/// json_each, json_object_keys, json_array_elements and their jsonb and text forms. The json forms
/// print their values as jsonb does, not with the white space they came with.
final class JsonSets {
  private JsonSets() {}

  static void addTo(Implementations into) {
    for (String type : new String[] {"json", "jsonb"}) {
      for (boolean asText : new boolean[] {false, true}) {
        String ending = asText ? "_text" : "";
        String each = type + "_each" + ending;
        into.set(
            each,
            Series.of((c, a, i, rows) -> {
              for (Json.Member member : object(JsonText.tree(a[0], i), type, each).members()) {
                put(rows.column(0), member.key());
                append(member.value(), asText, type, rows.column(1));
              }
            }));
        String elements = type + "_array_elements" + ending;
        into.set(
            elements,
            Series.of((c, a, i, rows) -> {
              for (Json element : array(JsonText.tree(a[0], i), type, elements).elements()) {
                append(element, asText, type, rows.column(0));
              }
            }));
      }
      String keys = type + "_object_keys";
      into.set(
          keys,
          Series.of((c, a, i, rows) -> {
            for (Json.Member member : object(JsonText.tree(a[0], i), type, keys).members()) {
              Values.put(rows.column(0), member.key());
            }
          }));
    }
  }

  private static void append(Json value, boolean asText, String type, Column into) {
    if (asText) {
      JsonText.putText(value, into);
    } else if (type.equals("json")) {
      put(into, JsonBuilder.compact(value));
    } else {
      put(into, JsonWriter.bytes(value));
    }
  }

  private static Json.Obj object(Json value, String type, String function) {
    if (value instanceof Json.Obj object) {
      return object;
    }
    boolean array = value instanceof Json.Arr;
    String message =
        function.endsWith("keys")
            ? "cannot call " + function + " on " + (array ? "an array" : "a scalar")
            : type.equals("jsonb")
                ? "cannot call " + function + " on a non-object"
                : array
                    ? "cannot deconstruct an array as an object"
                    : "cannot deconstruct a scalar";
    throw new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, message);
  }

  private static Json.Arr array(Json value, String type, String function) {
    if (value instanceof Json.Arr array) {
      return array;
    }
    boolean object = value instanceof Json.Obj;
    String message =
        type.equals("jsonb")
            ? object
                ? "cannot extract elements from an object"
                : "cannot extract elements from a scalar"
            : "cannot call " + function + (object ? " on a non-array" : " on a scalar");
    throw new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
