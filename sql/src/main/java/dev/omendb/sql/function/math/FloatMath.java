package dev.omendb.sql.function.math;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.DoubleKernels;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.LongKernels;
import dev.omendb.sql.function.ScalarKernel;

/// real and double precision arithmetic with PostgreSQL's overflow and underflow errors. A real is
/// carried as the double of the same value and rounded to float after each operation.
public final class FloatMath {
  private FloatMath() {}

  public static void addTo(Implementations into) {
    into.kernel("float4pl", DoubleKernels.binary((a, b) -> single(a, b, (float) a + (float) b)));
    into.kernel("float4mi", DoubleKernels.binary((a, b) -> single(a, b, (float) a - (float) b)));
    into.kernel("float4mul", DoubleKernels.binary(FloatMath::multiplySingle));
    into.kernel("float4div", DoubleKernels.binary(FloatMath::divideSingle));
    for (String pair : new String[] {"8", "48", "84"}) {
      into.kernel("float" + pair + "pl", DoubleKernels.binary(FloatMath::add));
      into.kernel("float" + pair + "mi", DoubleKernels.binary(FloatMath::subtract));
      into.kernel("float" + pair + "mul", DoubleKernels.binary(FloatMath::multiply));
      into.kernel("float" + pair + "div", DoubleKernels.binary(FloatMath::divide));
    }
    for (String type : new String[] {"float4", "float8"}) {
      into.kernel(type + "um", DoubleKernels.unary(a -> -a));
      into.kernel(type + "up", DoubleKernels.unary(a -> a));
      into.kernel(type + "abs", DoubleKernels.unary(Math::abs));
    }
    addCasts(into);
  }

  private static void addCasts(Implementations into) {
    into.kernel("ftod", DoubleKernels.unary(a -> a));
    into.kernel("dtof", DoubleKernels.unary(FloatMath::toSingle));
    ScalarKernel widen = LongKernels.toDouble(a -> a);
    into.kernel("i2tod", widen);
    into.kernel("i2tof", widen);
    into.kernel("i4tod", widen);
    into.kernel("i8tod", widen);
    ScalarKernel single = LongKernels.toDouble(a -> (float) a);
    into.kernel("i4tof", single);
    into.kernel("i8tof", single);
    ScalarKernel small = DoubleKernels.toLong(a -> toInteger(a, -32768.5, 32767.5, "smallint"));
    into.kernel("dtoi2", small);
    into.kernel("ftoi2", small);
    ScalarKernel integer =
        DoubleKernels.toLong(a -> toInteger(a, -2147483648.5, 2147483647.5, "integer"));
    into.kernel("dtoi4", integer);
    into.kernel("ftoi4", integer);
    ScalarKernel big = DoubleKernels.toLong(FloatMath::toBig);
    into.kernel("dtoi8", big);
    into.kernel("ftoi8", big);
  }

  /// Double to float; 22003 when finite becomes infinite or non-zero becomes zero.
  public static double toSingle(double value) {
    float single = (float) value;
    if (Float.isInfinite(single) && !Double.isInfinite(value)) {
      throw overflow();
    }
    if (single == 0 && value != 0) {
      throw underflow();
    }
    return single;
  }

  static double checkOverflow(double result, boolean infiniteArgument) {
    if (Double.isInfinite(result) && !infiniteArgument) {
      throw overflow();
    }
    return result;
  }

  static DatabaseException overflow() {
    return new DatabaseException(
        SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value out of range: overflow");
  }

  static DatabaseException underflow() {
    return new DatabaseException(
        SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value out of range: underflow");
  }

  public static double add(double a, double b) {
    return checkOverflow(a + b, Double.isInfinite(a) || Double.isInfinite(b));
  }

  public static double subtract(double a, double b) {
    return checkOverflow(a - b, Double.isInfinite(a) || Double.isInfinite(b));
  }

  public static double multiply(double a, double b) {
    double result = checkOverflow(a * b, Double.isInfinite(a) || Double.isInfinite(b));
    if (result == 0 && a != 0 && b != 0) {
      throw underflow();
    }
    return result;
  }

  public static double divide(double a, double b) {
    if (b == 0 && !Double.isNaN(a)) {
      throw IntegerMath.divisionByZero();
    }
    double result = checkOverflow(a / b, Double.isInfinite(a));
    if (result == 0 && a != 0 && !Double.isInfinite(b)) {
      throw underflow();
    }
    return result;
  }

  private static double single(double a, double b, float result) {
    return checkOverflow(result, Double.isInfinite(a) || Double.isInfinite(b));
  }

  private static double multiplySingle(double a, double b) {
    float result = (float) a * (float) b;
    if (result == 0 && a != 0 && b != 0) {
      throw underflow();
    }
    return single(a, b, result);
  }

  private static double divideSingle(double a, double b) {
    if (b == 0 && !Double.isNaN(a)) {
      throw IntegerMath.divisionByZero();
    }
    float result = (float) a / (float) b;
    if (result == 0 && a != 0 && !Double.isInfinite(b)) {
      throw underflow();
    }
    return checkOverflow(result, Double.isInfinite(a));
  }

  /// Rounds half to even.
  private static long toInteger(double value, double minimum, double maximum, String type) {
    if (!(Math.rint(value) >= Math.ceil(minimum) && Math.rint(value) <= Math.floor(maximum))) {
      throw new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, type + " out of range");
    }
    return (long) Math.rint(value);
  }

  private static long toBig(double value) {
    double rounded = Math.rint(value);
    if (!(rounded >= -0x1p63 && rounded < 0x1p63)) {
      throw new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "bigint out of range");
    }
    return (long) rounded;
  }
}
