package dev.omendb.sql.function.vector;

import static dev.omendb.sql.function.Values.integer;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.array.ArrayType;
import dev.omendb.sql.type.array.ArrayValue;
import dev.omendb.sql.type.numeric.Numeric;
import dev.omendb.sql.type.vector.VectorChecks;
import java.math.BigDecimal;
import java.util.function.IntConsumer;

/// Casts between vector, halfvec and arrays of numbers.
final class VectorCasts {
  private VectorCasts() {}

  static void addTo(Implementations into) {
    into.typedRow(
        "array_to_vector",
        (types, t) -> (c, a, i, r) -> fromArray(Dense.VECTOR, types.get(0), a, i, r));
    into.typedRow(
        "array_to_halfvec",
        (types, t) -> (c, a, i, r) -> fromArray(Dense.HALFVEC, types.get(0), a, i, r));
    into.row("vector_to_float4", (c, a, i, r) -> toArray(Dense.VECTOR, a[0], i, r));
    into.row("halfvec_to_float4", (c, a, i, r) -> toArray(Dense.HALFVEC, a[0], i, r));
    into.row("vector_to_halfvec", (c, a, i, r) -> convert(Dense.VECTOR, Dense.HALFVEC, a, i, r));
    into.row("halfvec_to_vector", (c, a, i, r) -> convert(Dense.HALFVEC, Dense.VECTOR, a, i, r));
  }

  /// The typmod argument of a cast function.
  static void requireExpected(Column[] arguments, int row, int dimensions) {
    VectorChecks.expectedDimensions(integer(arguments[1], row), dimensions);
  }

  private static void convert(Dense from, Dense to, Column[] arguments, int row, Column result) {
    float[] values = from.floats(arguments[0], row);
    to.requireDimensions(values.length);
    requireExpected(arguments, row, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = to.convert(values[i]);
    }
    to.append(values, result);
  }

  private static void fromArray(
      Dense type, PgType arrayType, Column[] arguments, int row, Column result) {
    float[] values =
        arrayFloats(
            arrayType,
            arguments[0],
            row,
            count -> {
              type.requireDimensions(count);
              requireExpected(arguments, row, count);
            });
    for (int i = 0; i < values.length; i++) {
      values[i] = type.convert(values[i]);
      type.requireElement(values[i]);
    }
    type.append(values, result);
  }

  /// The elements of a one-dimensional array of integers, floats or numerics.
  ///
  /// @param check is told how many there are before they are converted
  static float[] arrayFloats(PgType arrayType, Column column, int row, IntConsumer check) {
    PgType element = ((ArrayType) arrayType).element();
    ArrayValue array = new ArrayValue(element).at(column, row);
    if (array.dimensions() > 1) {
      throw new DatabaseException(SqlState.DATA_EXCEPTION, "array must be 1-D");
    }
    if (array.hasNulls()) {
      throw new DatabaseException(SqlState.NULL_VALUE_NOT_ALLOWED, "array must not contain nulls");
    }
    check.accept(array.count());
    Column elements = element.storage(-1).newColumn(array.count());
    array.appendAllTo(elements);
    float[] values = new float[array.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (elements) {
            case LongColumn longs -> (float) longs.get(i);
            case DoubleColumn doubles -> (float) doubles.get(i);
            case BytesColumn decimals -> decimalFloat(decimals, i);
          };
    }
    return values;
  }

  /// Errors: 22003 `"1e300" is out of range for type real`, too large and too small.
  private static float decimalFloat(BytesColumn decimals, int row) {
    if (Numeric.kind(decimals, row) != Numeric.Kind.FINITE) {
      return (float) Numeric.doubleValue(decimals, row);
    }
    BigDecimal decimal = Numeric.decimal(decimals, row);
    float value = decimal.floatValue();
    if (Float.isInfinite(value) || value == 0 && decimal.signum() != 0) {
      throw new DatabaseException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
          "\"" + decimal.toPlainString() + "\" is out of range for type real");
    }
    return value;
  }

  private static void toArray(Dense type, Column column, int row, Column result) {
    ArrayBuilder builder = new ArrayBuilder(Types.builtin().byOid(TypeOids.FLOAT4));
    for (float value : type.floats(column, row)) {
      ((DoubleColumn) builder.elements()).append(value);
    }
    builder.finish((BytesColumn) result);
  }
}
