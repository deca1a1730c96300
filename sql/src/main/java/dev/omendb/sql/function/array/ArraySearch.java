package dev.omendb.sql.function.array;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.RowFunction;
import dev.omendb.sql.function.compare.ElementEquality;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.array.ArrayValue;

/// array_position, array_positions, array_remove, array_replace.
final class ArraySearch {
  private ArraySearch() {}

  static void addTo(Implementations into) {
    into.typedRow("array_position", (types, t) -> position(types.get(0)));
    into.typedRow("array_position_start", (types, t) -> position(types.get(0)));
    into.typedRow("array_positions", (types, t) -> positions(types.get(0)));
    into.typedRow("array_remove", (types, t) -> remove(types.get(0)));
    into.typedRow("width_bucket_array", (types, t) -> bucket(types.get(1)));
    into.typedRow("array_replace", (types, t) -> replace(types.get(0)));
  }

  private static DatabaseException searchingMultidimensional() {
    return new DatabaseException(
        SqlState.FEATURE_NOT_SUPPORTED,
        "searching for elements in multidimensional arrays is not supported");
  }

  private static RowFunction position(PgType type) {
    PgType element = ArrayFunctions.element(type);
    ElementEquality elements = new ElementEquality(element);
    ArrayValue array = new ArrayValue(element);
    return (context, arguments, row, result) -> {
      if (arguments[0].isNull(row)) {
        result.appendNull();
        return;
      }
      array.at(arguments[0], row);
      if (array.dimensions() > 1) {
        throw searchingMultidimensional();
      }
      int lower = array.dimensions() == 0 ? 1 : array.lowerBound(0);
      int from = 0;
      if (arguments.length > 2) {
        if (arguments[2].isNull(row)) {
          throw new DatabaseException(
              SqlState.NULL_VALUE_NOT_ALLOWED, "initial position must not be null");
        }
        from = Math.max(0, integer(arguments[2], row) - lower);
      }
      int at = elements.find(elements.left(arguments[0], row), arguments[1], row, from);
      if (at < 0) {
        result.appendNull();
      } else {
        put(result, lower + at);
      }
    };
  }

  private static RowFunction positions(PgType type) {
    PgType element = ArrayFunctions.element(type);
    ElementEquality elements = new ElementEquality(element);
    ArrayValue array = new ArrayValue(element);
    return (context, arguments, row, result) -> {
      if (arguments[0].isNull(row)) {
        result.appendNull();
        return;
      }
      array.at(arguments[0], row);
      if (array.dimensions() > 1) {
        throw searchingMultidimensional();
      }
      int lower = array.dimensions() == 0 ? 1 : array.lowerBound(0);
      ArrayBuilder found = new ArrayBuilder(Types.builtin().byOid(TypeOids.INT4));
      Column values = elements.left(arguments[0], row);
      for (int at = 0; (at = elements.find(values, arguments[1], row, at)) >= 0; at++) {
        put(found.elements(), lower + at);
      }
      found.finish((BytesColumn) result);
    };
  }

  /// How many thresholds are not above the operand.
  private static RowFunction bucket(PgType type) {
    PgType element = ArrayFunctions.element(type);
    ElementEquality elements = new ElementEquality(element);
    return (context, arguments, row, result) -> {
      Column thresholds = elements.left(arguments[1], row);
      if (thresholds.hasNulls()) {
        throw new DatabaseException(
            SqlState.NULL_VALUE_NOT_ALLOWED, "thresholds array must not contain NULLs");
      }
      long count = 0;
      for (int i = 0; i < thresholds.size(); i++) {
        count += element.compare(arguments[0], row, thresholds, i) >= 0 ? 1 : 0;
      }
      put(result, count);
    };
  }

  private static RowFunction remove(PgType type) {
    PgType element = ArrayFunctions.element(type);
    ElementEquality elements = new ElementEquality(element);
    ArrayValue array = new ArrayValue(element);
    ArrayBuilder kept = new ArrayBuilder(element);
    return (context, arguments, row, result) -> {
      if (arguments[0].isNull(row)) {
        result.appendNull();
        return;
      }
      array.at(arguments[0], row);
      if (array.dimensions() > 1) {
        throw new DatabaseException(
            SqlState.FEATURE_NOT_SUPPORTED,
            "removing elements from multidimensional arrays is not supported");
      }
      Column values = elements.left(arguments[0], row);
      int next = elements.find(values, arguments[1], row, 0);
      if (next < 0) {
        result.appendFrom(arguments[0], row);
        return;
      }
      for (int i = 0; i < values.size(); i++) {
        if (i == next) {
          next = elements.find(values, arguments[1], row, i + 1);
        } else {
          kept.elements().appendFrom(values, i);
        }
      }
      kept.finish((BytesColumn) result);
    };
  }

  private static RowFunction replace(PgType type) {
    PgType element = ArrayFunctions.element(type);
    ElementEquality elements = new ElementEquality(element);
    ArrayValue array = new ArrayValue(element);
    ArrayBuilder replaced = new ArrayBuilder(element);
    return (context, arguments, row, result) -> {
      if (arguments[0].isNull(row)) {
        result.appendNull();
        return;
      }
      Column values = elements.left(arguments[0], row);
      int next = elements.find(values, arguments[1], row, 0);
      for (int i = 0; i < values.size(); i++) {
        if (i == next) {
          replaced.elements().appendFrom(arguments[2], row);
          next = elements.find(values, arguments[1], row, i + 1);
        } else {
          replaced.elements().appendFrom(values, i);
        }
      }
      array.at(arguments[0], row);
      ArrayEdits.finishLike(array, replaced, (BytesColumn) result);
    };
  }
}
