package dev.omendb.sql.function.array;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.RowFunction;
import dev.omendb.sql.function.compare.ElementEquality;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.array.ArrayType;
import dev.omendb.sql.type.array.ArrayValue;

/// Shape, search and containment of arrays.
public final class ArrayFunctions {
  private ArrayFunctions() {}

  public static void addTo(Implementations into) {
    shape(
        into,
        "array_ndims",
        (array, a, i, r) -> putOrNull(r, array.dimensions(), array.dimensions() > 0));
    shape(into, "array_cardinality", (array, a, i, r) -> put(r, array.count()));
    shape(into, "array_dims", (array, a, i, r) -> dims(array, r));
    shape(
        into,
        "array_length",
        (array, a, i, r) -> {
          int d = integer(a[1], i);
          boolean inside = d >= 1 && d <= array.dimensions();
          putOrNull(r, inside ? array.length(d - 1) : 0, inside);
        });
    shape(
        into,
        "array_lower",
        (array, a, i, r) -> {
          int d = integer(a[1], i);
          boolean inside = d >= 1 && d <= array.dimensions();
          putOrNull(r, inside ? array.lowerBound(d - 1) : 0, inside);
        });
    shape(
        into,
        "array_upper",
        (array, a, i, r) -> {
          int d = integer(a[1], i);
          boolean inside = d >= 1 && d <= array.dimensions();
          putOrNull(r, inside ? array.lowerBound(d - 1) + array.length(d - 1) - 1 : 0, inside);
        });
    into.typedRow("arraycontains", (types, t) -> contains(types.get(0), 0, 1));
    into.typedRow("arraycontained", (types, t) -> contains(types.get(0), 1, 0));
    into.typedRow("arrayoverlap", (types, t) -> overlaps(types.get(0)));
    ArrayEdits.addTo(into);
    ArraySearch.addTo(into);
    ArrayText.addTo(into);
  }

  /// A function of one array and its shape.
  private interface Shape {
    void apply(ArrayValue array, Column[] arguments, int row, Column result);
  }

  private static void shape(Implementations into, String symbol, Shape function) {
    into.typedRow(
        symbol,
        (types, t) -> {
          ArrayValue array = new ArrayValue(element(types.get(0)));
          return (c, a, i, r) -> function.apply(array.at(a[0], i), a, i, r);
        });
  }

  /// The element type of an array type; int2vector and oidvector included.
  static PgType element(PgType type) {
    return type instanceof ArrayType array
        ? array.element()
        : Types.builtin()
            .byOid(type.info().elementOid() == 0 ? TypeOids.TEXT : type.info().elementOid());
  }

  private static void putOrNull(Column result, long value, boolean present) {
    if (present) {
      put(result, value);
    } else {
      result.appendNull();
    }
  }

  private static void dims(ArrayValue array, Column result) {
    if (array.dimensions() == 0) {
      result.appendNull();
      return;
    }
    StringBuilder text = new StringBuilder();
    for (int d = 0; d < array.dimensions(); d++) {
      int lower = array.lowerBound(d);
      text.append('[').append(lower).append(':').append(lower + array.length(d) - 1).append(']');
    }
    put(result, text.toString());
  }

  /// Array `outer` has every element of array `inner`; NULL elements match nothing.
  private static RowFunction contains(PgType type, int outer, int inner) {
    ElementEquality elements = new ElementEquality(element(type));
    return (context, arguments, row, result) -> {
      Column container = elements.left(arguments[outer], row);
      Column wanted = elements.right(arguments[inner], row);
      boolean all = true;
      for (int i = 0; i < wanted.size() && all; i++) {
        all = !wanted.isNull(i) && elements.find(container, wanted, i) >= 0;
      }
      put(result, all);
    };
  }

  private static RowFunction overlaps(PgType type) {
    ElementEquality elements = new ElementEquality(element(type));
    return (context, arguments, row, result) -> {
      Column container = elements.left(arguments[0], row);
      Column wanted = elements.right(arguments[1], row);
      boolean any = false;
      for (int i = 0; i < wanted.size() && !any; i++) {
        any = !wanted.isNull(i) && elements.find(container, wanted, i) >= 0;
      }
      put(result, any);
    };
  }
}
