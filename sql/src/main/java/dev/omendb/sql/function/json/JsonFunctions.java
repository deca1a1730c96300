package dev.omendb.sql.function.json;

import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.jsonpath.JsonPathFunctions;
import dev.omendb.sql.function.math.FloatMath;
import dev.omendb.sql.type.json.Json;
import dev.omendb.sql.type.json.JsonWriter;
import dev.omendb.sql.type.numeric.Numeric;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// The list of this theme; typeof, array_length, pretty and casts.
public final class JsonFunctions {
  private JsonFunctions() {}

  public static void addTo(Implementations into) {
    JsonAccess.addTo(into);
    JsonContainment.addTo(into);
    JsonEdits.addTo(into);
    JsonConstructors.addTo(into);
    JsonSets.addTo(into);
    JsonAggregates.addTo(into);
    JsonPathFunctions.addTo(into);
    for (String type : new String[] {"json", "jsonb"}) {
      into.row(type + "_typeof", (c, a, i, r) -> put(r, JsonText.tree(a[0], i).typeName()));
      into.row(type + "_array_length", (c, a, i, r) -> put(r, arrayLength(JsonText.tree(a[0], i))));
    }
    into.row(
        "jsonb_pretty",
        (c, a, i, r) -> {
          StringBuilder out = new StringBuilder();
          pretty(JsonText.tree(a[0], i), 0, out);
          put(r, out.toString());
        });
    addCasts(into);
  }

  private static long arrayLength(Json value) {
    return switch (value) {
      case Json.Arr array -> array.elements().size();
      case Json.Obj _ ->
          throw new DatabaseException(
              SqlState.INVALID_PARAMETER_VALUE, "cannot get array length of a non-array");
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ ->
          throw new DatabaseException(
              SqlState.INVALID_PARAMETER_VALUE, "cannot get array length of a scalar");
    };
  }

  private static void pretty(Json value, int depth, StringBuilder out) {
    String indent = "\n" + "    ".repeat(depth + 1);
    switch (value) {
      case Json.Obj object -> {
        String separator = "{";
        for (Json.Member member : object.members()) {
          out.append(separator).append(indent);
          out.append(JsonWriter.text(new Json.Str(member.key()))).append(": ");
          pretty(member.value(), depth + 1, out);
          separator = ",";
        }
        out.append(object.members().isEmpty() ? "{" : "");
        out.append('\n').append("    ".repeat(depth)).append('}');
      }
      case Json.Arr array -> {
        String separator = "[";
        for (Json element : array.elements()) {
          out.append(separator).append(indent);
          pretty(element, depth + 1, out);
          separator = ",";
        }
        out.append(array.elements().isEmpty() ? "[" : "");
        out.append('\n').append("    ".repeat(depth)).append(']');
      }
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> out.append(JsonWriter.text(value));
    }
  }

  private static void addCasts(Implementations into) {
    into.row(
        "jsonb_bool",
        (c, a, i, r) -> {
          if (JsonText.tree(a[0], i) instanceof Json.Bool(boolean value)) {
            put(r, value);
          } else {
            throw cannotCast(a[0], i, "boolean");
          }
        });
    into.row(
        "jsonb_numeric",
        (c, a, i, r) -> Numeric.append(number(a[0], i, "numeric"), (BytesColumn) r));
    into.row(
        "jsonb_int2",
        (c, a, i, r) -> put(r, integer(a[0], i, Short.MIN_VALUE, Short.MAX_VALUE, "smallint")));
    into.row(
        "jsonb_int4",
        (c, a, i, r) -> put(r, integer(a[0], i, Integer.MIN_VALUE, Integer.MAX_VALUE, "integer")));
    into.row(
        "jsonb_int8",
        (c, a, i, r) -> put(r, integer(a[0], i, Long.MIN_VALUE, Long.MAX_VALUE, "bigint")));
    into.row(
        "jsonb_float8", (c, a, i, r) -> put(r, number(a[0], i, "double precision").doubleValue()));
    into.row(
        "jsonb_float4",
        (c, a, i, r) -> put(r, FloatMath.toSingle(number(a[0], i, "real").doubleValue())));
  }

  private static DatabaseException cannotCast(Column column, int row, String type) {
    String kind = JsonText.tree(column, row).typeName();
    return new DatabaseException(
        SqlState.INVALID_PARAMETER_VALUE, "cannot cast jsonb " + kind + " to type " + type);
  }

  private static BigDecimal number(Column column, int row, String type) {
    if (JsonText.tree(column, row) instanceof Json.Num number) {
      return number.decimal();
    }
    throw cannotCast(column, row, type);
  }

  private static long integer(Column column, int row, long minimum, long maximum, String type) {
    BigDecimal rounded = number(column, row, type).setScale(0, RoundingMode.HALF_UP);
    if (rounded.compareTo(BigDecimal.valueOf(minimum)) < 0
        || rounded.compareTo(BigDecimal.valueOf(maximum)) > 0) {
      throw new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, type + " out of range");
    }
    return rounded.longValue();
  }
}
