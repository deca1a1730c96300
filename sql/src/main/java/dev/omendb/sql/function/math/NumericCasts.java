package dev.omendb.sql.function.math;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.Values;
import dev.omendb.sql.type.numeric.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// Casts between numeric and the other numbers. To integers: half away from zero.
public final class NumericCasts {
  private NumericCasts() {}

  public static void addTo(Implementations into) {
    for (String symbol : new String[] {"int2_numeric", "int4_numeric", "int8_numeric"}) {
      into.row(symbol, (c, a, i, r) -> Numeric.append(Values.number(a[0], i), 0, (BytesColumn) r));
    }
    into.row(
        "numeric_int2",
        (c, a, i, r) ->
            Values.put(r, toInteger(a[0], i, Short.MIN_VALUE, Short.MAX_VALUE, "smallint")));
    into.row(
        "numeric_int4",
        (c, a, i, r) ->
            Values.put(r, toInteger(a[0], i, Integer.MIN_VALUE, Integer.MAX_VALUE, "integer")));
    into.row(
        "numeric_int8",
        (c, a, i, r) ->
            Values.put(r, toInteger(a[0], i, Long.MIN_VALUE, Long.MAX_VALUE, "bigint")));
    into.row("numeric_float8", (c, a, i, r) -> Values.put(r, toDouble(a[0], i)));
    into.row("numeric_float4", (c, a, i, r) -> Values.put(r, toFloat(a[0], i)));
    into.row("float8_numeric", (c, a, i, r) -> fromDouble(Values.real(a[0], i), 15, r));
    into.row("float4_numeric", (c, a, i, r) -> fromDouble(Values.real(a[0], i), 6, r));
  }

  public static long toInteger(Column column, int row, long minimum, long maximum, String type) {
    Numeric.Kind kind = Numeric.kind((BytesColumn) column, row);
    if (kind != Numeric.Kind.FINITE) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "cannot convert " + (kind == Numeric.Kind.NAN ? "NaN" : "infinity") + " to " + type);
    }
    BigInteger rounded =
        Numeric.decimal((BytesColumn) column, row)
            .setScale(0, RoundingMode.HALF_UP)
            .unscaledValue();
    if (rounded.bitLength() > 63
        || rounded.longValue() < minimum
        || rounded.longValue() > maximum) {
      throw new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, type + " out of range");
    }
    return rounded.longValue();
  }

  public static double toDouble(Column column, int row) {
    double value = Numeric.doubleValue((BytesColumn) column, row);
    boolean finite = Numeric.kind((BytesColumn) column, row) == Numeric.Kind.FINITE;
    boolean lost = value == 0 && finite && Numeric.decimal((BytesColumn) column, row).signum() != 0;
    if (finite && Double.isInfinite(value) || lost) {
      throw outOfRange(column, row, "double precision");
    }
    return value;
  }

  private static double toFloat(Column column, int row) {
    if (Numeric.kind((BytesColumn) column, row) != Numeric.Kind.FINITE) {
      return Numeric.doubleValue((BytesColumn) column, row);
    }
    BigDecimal value = Numeric.decimal((BytesColumn) column, row);
    float single = value.floatValue();
    if (Float.isInfinite(single) || single == 0 && value.signum() != 0) {
      throw outOfRange(column, row, "real");
    }
    return single;
  }

  private static DatabaseException outOfRange(Column column, int row, String type) {
    return new DatabaseException(
        SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
        "\""
            + Numeric.decimal((BytesColumn) column, row).toPlainString()
            + "\" is out of range for type "
            + type);
  }

  /// As `%.15g` prints it: PostgreSQL converts through that text.
  public static void fromDouble(double value, int digits, Column result) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      NumericFunctions.putDouble(result, value);
      return;
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    NumericFunctions.put(result, rounded.scale() < 0 ? rounded.setScale(0) : rounded);
  }
}
