package dev.omendb.sql.function.hstore;

import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;
import static dev.omendb.sql.function.hstore.HstoreFunctions.map;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.array.TextArrays;
import dev.omendb.sql.function.set.Series;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.array.ArrayValue;
import dev.omendb.sql.type.hstore.HstoreCodec;
import dev.omendb.sql.type.json.JsonParser;
import dev.omendb.sql.type.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// hstores from arrays and back, as rows, as JSON.
final class HstoreConversions {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private HstoreConversions() {}

  static void addTo(Implementations into) {
    into.row("hstore_from_text", HstoreConversions::fromPair);
    into.row("hstore_from_arrays", HstoreConversions::fromArrays);
    into.row("hstore_from_array", (c, a, i, r) -> fromArray(a[0], i, r));
    into.row("hstore_slice_to_array", (c, a, i, r) -> slice(a, i, (BytesColumn) r));
    into.row("hstore_to_array", (c, a, i, r) -> TextArrays.put(r, flat(map(a[0], i))));
    into.row("hstore_to_matrix", (c, a, i, r) -> matrix(map(a[0], i), (BytesColumn) r));
    into.row(
        "hstore_akeys", (c, a, i, r) -> TextArrays.put(r, List.copyOf(map(a[0], i).keySet())));
    into.row(
        "hstore_avals",
        (c, a, i, r) -> TextArrays.put(r, new ArrayList<>(map(a[0], i).values())));
    into.set(
        "hstore_skeys", Series.ofText((c, a, i) -> List.copyOf(map(a[0], i).keySet())));
    into.set("hstore_svals", Series.ofText((c, a, i) -> new ArrayList<>(map(a[0], i).values())));
    into.set(
        "hstore_each",
        Series.of(
            (c, a, i, rows) ->
                map(a[0], i)
                    .forEach(
                        (key, value) -> {
                          put(rows.column(0), key);
                          HstoreFunctions.putNullable(rows.column(1), value);
                        })));
    for (boolean loose : new boolean[] {false, true}) {
      String ending = loose ? "_loose" : "";
      into.row("hstore_to_json" + ending, (c, a, i, r) -> put(r, json(map(a[0], i), loose)));
      into.row(
          "hstore_to_jsonb" + ending,
          (c, a, i, r) ->
              put(r, JsonWriter.bytes(JsonParser.parse(json(map(a[0], i), loose)).normalized())));
    }
  }

  private static void fromPair(
      CallContext context, Column[] arguments, int row, Column result) {
    if (arguments[0].isNull(row)) {
      result.appendNull();
      return;
    }
    SortedMap<String, @Nullable String> map = HstoreCodec.newMap();
    map.put(text(arguments[0], row), arguments[1].isNull(row) ? null : text(arguments[1], row));
    HstoreCodec.put(result, map);
  }

  private static void fromArrays(
      CallContext context, Column[] arguments, int row, Column result) {
    if (arguments[0].isNull(row)) {
      result.appendNull();
      return;
    }
    ArrayValue keys = array(arguments[0], row);
    requireOneDimension(keys);
    List<@Nullable String> values = null;
    if (!arguments[1].isNull(row)) {
      ArrayValue second = array(arguments[1], row);
      requireOneDimension(second);
      boolean same =
          keys.dimensions() == second.dimensions()
              && (keys.dimensions() == 0
                  || keys.length(0) == second.length(0)
                      && keys.lowerBound(0) == second.lowerBound(0));
      if (!same) {
        throw subscripts("arrays must have same bounds");
      }
      values = TextArrays.get(arguments[1], row);
    }
    SortedMap<String, @Nullable String> map = HstoreCodec.newMap();
    List<@Nullable String> names = TextArrays.get(arguments[0], row);
    for (int i = 0; i < names.size(); i++) {
      add(map, names.get(i), values == null ? null : values.get(i));
    }
    HstoreCodec.put(result, map);
  }

  private static void fromArray(Column column, int row, Column result) {
    ArrayValue array = array(column, row);
    switch (array.dimensions()) {
      case 0 -> {}
      case 1 -> {
        if (array.length(0) % 2 != 0) {
          throw subscripts("array must have even number of elements");
        }
      }
      case 2 -> {
        if (array.length(1) != 2) {
          throw subscripts("array must have two columns");
        }
      }
      default -> throw subscripts("wrong number of array subscripts");
    }
    List<@Nullable String> elements = TextArrays.get(column, row);
    SortedMap<String, @Nullable String> map = HstoreCodec.newMap();
    for (int i = 0; i < elements.size(); i += 2) {
      add(map, elements.get(i), elements.get(i + 1));
    }
    HstoreCodec.put(result, map);
  }

  /// The first of equal keys counts.
  private static void add(
      SortedMap<String, @Nullable String> map, @Nullable String key, @Nullable String value) {
    if (key == null) {
      throw new DatabaseException(
          SqlState.NULL_VALUE_NOT_ALLOWED, "null value not allowed for hstore key");
    }
    if (!map.containsKey(key)) {
      map.put(key, value);
    }
  }

  private static ArrayValue array(Column column, int row) {
    return new ArrayValue(Types.builtin().byOid(TypeOids.TEXT)).at(column, row);
  }

  private static void requireOneDimension(ArrayValue array) {
    if (array.dimensions() > 1) {
      throw subscripts("wrong number of array subscripts");
    }
  }

  private static DatabaseException subscripts(String message) {
    return new DatabaseException(SqlState.ARRAY_SUBSCRIPT_ERROR, message);
  }

  /// The values of an array of keys, in an array of the same shape.
  private static void slice(Column[] arguments, int row, BytesColumn result) {
    SortedMap<String, @Nullable String> map = map(arguments[0], row);
    ArrayValue keys = array(arguments[1], row);
    ArrayBuilder values = new ArrayBuilder(Types.builtin().byOid(TypeOids.TEXT));
    for (String key : TextArrays.get(arguments[1], row)) {
      HstoreFunctions.putNullable(values.elements(), key == null ? null : map.get(key));
    }
    int[] lengths = new int[keys.dimensions()];
    int[] lowerBounds = new int[keys.dimensions()];
    for (int d = 0; d < lengths.length; d++) {
      lengths[d] = keys.length(d);
      lowerBounds[d] = keys.lowerBound(d);
    }
    values.finish(lengths.length, lengths, lowerBounds, result);
  }

  private static List<@Nullable String> flat(SortedMap<String, @Nullable String> map) {
    List<@Nullable String> all = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          all.add(key);
          all.add(value);
        });
    return all;
  }

  private static void matrix(SortedMap<String, @Nullable String> map, BytesColumn result) {
    ArrayBuilder builder = new ArrayBuilder(Types.builtin().byOid(TypeOids.TEXT));
    flat(map).forEach(text -> HstoreFunctions.putNullable(builder.elements(), text));
    if (map.isEmpty()) {
      builder.finish(result);
    } else {
      builder.finish(2, new int[] {map.size(), 2}, new int[] {1, 1}, result);
    }
  }

  /// `{"a": "1", "b": null}`.
  ///
  /// @param loose numbers and the values t and f are written bare
  private static String json(SortedMap<String, @Nullable String> map, boolean loose) {
    ByteArraySink out = new ByteArraySink();
    out.writeByte('{');
    for (Map.Entry<String, @Nullable String> pair : map.entrySet()) {
      if (out.position() > 1) {
        out.writeAscii(", ");
      }
      JsonWriter.writeString(pair.getKey(), out);
      out.writeAscii(": ");
      String value = pair.getValue();
      if (value == null) {
        out.writeAscii("null");
      } else if (loose && value.equals("t")) {
        out.writeAscii("true");
      } else if (loose && value.equals("f")) {
        out.writeAscii("false");
      } else if (loose && NUMBER.matcher(value).matches()) {
        out.writeAscii(value);
      } else {
        JsonWriter.writeString(value, out);
      }
    }
    out.writeByte('}');
    return out.toString();
  }
}
