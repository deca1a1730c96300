package dev.omendb.sql.function.json;

import static dev.omendb.sql.function.Values.flag;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.ByteBuffering;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.RowFunction;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.array.ArrayValue;
import dev.omendb.sql.type.json.Json;
import dev.omendb.sql.type.json.JsonParser;
import dev.omendb.sql.type.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// to_json, json_build_object, json_object and their jsonb forms.
final class JsonConstructors {
  private JsonConstructors() {}

  static void addTo(Implementations into) {
    into.typedRow("to_json", (types, t) -> (c, a, i, r) -> put(r, json(c, types.get(0), a[0], i)));
    into.typedRow(
        "to_jsonb",
        (types, t) ->
            (c, a, i, r) -> JsonText.putJsonb(new JsonBuilder(c).tree(types.get(0), a[0], i), r));
    for (String symbol : new String[] {"array_to_json", "row_to_json"}) {
      into.typedRow(symbol, (types, t) -> (c, a, i, r) -> put(r, json(c, types.get(0), a[0], i)));
      into.typedRow(
          symbol + "_pretty",
          (types, t) ->
              (c, a, i, r) -> {
                String text = new String(json(c, types.get(0), a[0], i), StandardCharsets.UTF_8);
                put(r, flag(a[1], i) ? withLineFeeds(text) : text);
              });
    }
    for (String type : new String[] {"json", "jsonb"}) {
      boolean binary = type.equals("jsonb");
      into.typedRow(type + "_build_object", (types, t) -> object(types, binary));
      into.typedRow(type + "_build_array", (types, t) -> array(types, binary));
      into.row(type + "_build_object_noargs", (c, a, i, r) -> put(r, "{}"));
      into.row(type + "_build_array_noargs", (c, a, i, r) -> put(r, "[]"));
      into.row(type + "_object", (c, a, i, r) -> fromPairs(a, i, binary, r));
      into.row(type + "_object_two_arg", (c, a, i, r) -> fromKeysAndValues(a, i, binary, r));
    }
  }

  private static byte[] json(CallContext context, PgType type, Column column, int row) {
    ByteBuffering out = new ByteBuffering();
    new JsonBuilder(context).write(type, column, row, out);
    return out.toBytes();
  }

  /// The pretty form of json functions: a line feed after each comma at the top.
  private static String withLineFeeds(String text) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    boolean string = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c);
      if (string) {
        if (c == '\\') {
          out.append(text.charAt(++i));
        }
        string = c != '"';
      } else {
        string = c == '"';
        depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        if (c == ',' && depth == 1) {
          out.append("\n ");
        }
      }
    }
    return out.toString();
  }

  private static RowFunction object(List<PgType> types, boolean binary) {
    return (context, arguments, row, result) -> {
      if (arguments.length % 2 != 0) {
        throw new DatabaseException(
                SqlState.INVALID_PARAMETER_VALUE, "argument list must have even number of elements")
            .hint(
                "The arguments of %s() must consist of alternating keys and values."
                    .formatted(binary ? "jsonb_build_object" : "json_build_object"));
      }
      JsonBuilder builder = new JsonBuilder(context);
      ByteBuffering out = new ByteBuffering();
      out.writeByte('{');
      for (int i = 0; i < arguments.length; i += 2) {
        out.writeAscii(i == 0 ? "" : ", ");
        DatabaseException ifNull = binary ? nullArgument(i + 1) : JsonBuilder.nullKey();
        builder.writeKey(types.get(i), arguments[i], row, ifNull, out);
        out.writeAscii(" : ");
        builder.write(types.get(i + 1), arguments[i + 1], row, out);
      }
      out.writeByte('}');
      finish(out, binary, result);
    };
  }

  private static DatabaseException nullArgument(int position) {
    return new DatabaseException(
        SqlState.INVALID_PARAMETER_VALUE, "argument " + position + ": key must not be null");
  }

  private static RowFunction array(List<PgType> types, boolean binary) {
    return (context, arguments, row, result) -> {
      JsonBuilder builder = new JsonBuilder(context);
      ByteBuffering out = new ByteBuffering();
      out.writeByte('[');
      for (int i = 0; i < arguments.length; i++) {
        out.writeAscii(i == 0 ? "" : ", ");
        builder.write(types.get(i), arguments[i], row, out);
      }
      out.writeByte(']');
      finish(out, binary, result);
    };
  }

  /// Appends the text as json, or its normal form as jsonb.
  static void finish(ByteBuffering text, boolean binary, Column result) {
    if (binary) {
      Json tree = JsonParser.parse(text.array(), 0, text.position());
      JsonText.putJsonb(tree.normalized(), result);
    } else {
      put(result, text.toBytes());
    }
  }

  private static DatabaseException wrongSubscripts(String message) {
    return new DatabaseException(SqlState.ARRAY_SUBSCRIPT_ERROR, message);
  }

  private static void fromPairs(Column[] arguments, int row, boolean binary, Column result) {
    ArrayValue array = strings(arguments[0], row);
    if (array.dimensions() == 2 && array.length(1) != 2) {
      throw wrongSubscripts("array must have two columns");
    }
    if (array.dimensions() > 2) {
      throw wrongSubscripts("wrong number of array subscripts");
    }
    if (array.count() % 2 != 0) {
      throw wrongSubscripts("array must have even number of elements");
    }
    ByteBuffering out = new ByteBuffering();
    out.writeByte('{');
    for (int i = 0; i < array.count(); i += 2) {
      member(array, i, array, i + 1, i > 0, out);
    }
    out.writeByte('}');
    finish(out, binary, result);
  }

  private static void fromKeysAndValues(
      Column[] arguments, int row, boolean binary, Column result) {
    ArrayValue keys = strings(arguments[0], row);
    ArrayValue values = strings(arguments[1], row);
    if (keys.dimensions() > 1 || values.dimensions() > 1) {
      throw wrongSubscripts("wrong number of array subscripts");
    }
    if (keys.count() != values.count()) {
      throw wrongSubscripts("mismatched array dimensions");
    }
    ByteBuffering out = new ByteBuffering();
    out.writeByte('{');
    for (int i = 0; i < keys.count(); i++) {
      member(keys, i, values, i, i > 0, out);
    }
    out.writeByte('}');
    finish(out, binary, result);
  }

  private static ArrayValue strings(Column column, int row) {
    return new ArrayValue(Types.builtin().byOid(TypeOids.TEXT)).at(column, row);
  }

  private static void member(
      ArrayValue keys, int key, ArrayValue values, int value, boolean comma, ByteBuffering out) {
    String name = string(keys, key);
    if (name == null) {
      throw JsonBuilder.nullKey();
    }
    out.writeAscii(comma ? ", " : "");
    JsonWriter.writeString(name, out);
    out.writeAscii(" : ");
    String text = string(values, value);
    if (text == null) {
      out.writeAscii("null");
    } else {
      JsonWriter.writeString(text, out);
    }
  }

  private static @Nullable String string(ArrayValue array, int index) {
    return array.isNull(index)
        ? null
        : new String(
            array.heap(),
            array.elementOffset(index),
            array.elementLength(index),
            StandardCharsets.UTF_8);
  }
}
