package dev.omendb.sql.function.enums;

import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.system.EnumPgType;
import java.util.List;

/// enum_first, enum_last, enum_range: of the type of their arguments, NULL or not.
public final class EnumFunctions {
  private EnumFunctions() {}

  public static void addTo(Implementations into) {
    into.typedRow(
        "enum_first", (types, t) -> (c, a, i, r) -> put(r, type(types).labels().getFirst()));
    into.typedRow(
        "enum_last", (types, t) -> (c, a, i, r) -> put(r, type(types).labels().getLast()));
    into.typedRow(
        "enum_range_all",
        (types, t) -> (c, a, i, r) -> range(type(types), 0, type(types).labels().size() - 1, r));
    into.typedRow(
        "enum_range_bounds",
        (types, t) ->
            (c, a, i, r) -> {
              EnumPgType type = type(types);
              int last = type.labels().size() - 1;
              int from = a[0].isNull(i) ? 0 : type.ordinal(a[0], i);
              int to = a[1].isNull(i) ? last : type.ordinal(a[1], i);
              range(type, from, to, r);
            });
  }

  private static EnumPgType type(List<PgType> types) {
    return (EnumPgType) types.get(0);
  }

  private static void range(EnumPgType type, int from, int to, Column result) {
    ArrayBuilder builder = new ArrayBuilder(type);
    for (int i = from; i <= to; i++) {
      put(builder.elements(), type.labels().get(i));
    }
    builder.finish((BytesColumn) result);
  }
}
