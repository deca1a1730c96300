package dev.omendb.sql.function.array;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.Values;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.array.ArrayValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// text[] as lists of strings, for functions whose results are small.
public final class TextArrays {
  private TextArrays() {}

  /// Appends a one-dimensional text[].
  public static void put(Column result, List<@Nullable String> values) {
    ArrayBuilder builder = new ArrayBuilder(Types.builtin().byOid(TypeOids.TEXT));
    for (String value : values) {
      if (value == null) {
        builder.elements().appendNull();
      } else {
        Values.put(builder.elements(), value);
      }
    }
    builder.finish((BytesColumn) result);
  }

  /// The elements of a text[], all dimensions in order.
  public static List<@Nullable String> get(Column column, int row) {
    ArrayValue array = new ArrayValue(Types.builtin().byOid(TypeOids.TEXT)).at(column, row);
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < array.count(); i++) {
      values.add(
          array.isNull(i)
              ? null
              : new String(
                  array.heap(),
                  array.elementOffset(i),
                  array.elementLength(i),
                  StandardCharsets.UTF_8));
    }
    return values;
  }
}
