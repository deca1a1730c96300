package dev.omendb.sql.function.math;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.DoubleKernels;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.Values;

/// Mathematical functions of double precision.
public final class DoubleMath {
  private DoubleMath() {}

  public static void addTo(Implementations into) {
    unary(into, "dround", Math::rint);
    unary(into, "dtrunc", a -> a < 0 ? Math.ceil(a) : Math.floor(a));
    unary(into, "dceil", Math::ceil);
    unary(into, "dfloor", Math::floor);
    unary(into, "dsign", Math::signum);
    unary(into, "dsqrt", DoubleMath::squareRoot);
    unary(into, "dcbrt", Math::cbrt);
    unary(into, "dexp", DoubleMath::exponential);
    unary(into, "dlog1", DoubleMath::naturalLogarithm);
    unary(into, "dlog10", DoubleMath::decimalLogarithm);
    into.kernel("dpow", DoubleKernels.binary(DoubleMath::power));
    unary(into, "degrees", a -> FloatMath.checkOverflow(a / (Math.PI / 180), Double.isInfinite(a)));
    unary(into, "radians", a -> a * (Math.PI / 180));
    into.row("dpi", (c, a, i, r) -> Values.put(r, Math.PI));
    into.row("drandom", (c, a, i, r) -> Values.put(r, c.random().nextDouble()));
    into.row(
        "width_bucket_float8",
        (c, a, i, r) ->
            Values.put(
                r,
                widthBucket(
                    Values.real(a[0], i),
                    Values.real(a[1], i),
                    Values.real(a[2], i),
                    Values.integer(a[3], i))));
    addTrigonometry(into);
  }

  private static void addTrigonometry(Implementations into) {
    unary(into, "dsin", a -> Math.sin(finite(a)));
    unary(into, "dcos", a -> Math.cos(finite(a)));
    unary(into, "dtan", a -> Math.tan(finite(a)));
    unary(into, "dcot", a -> 1 / Math.tan(finite(a)));
    unary(into, "dasin", a -> Math.asin(within(a, -1, 1)));
    unary(into, "dacos", a -> Math.acos(within(a, -1, 1)));
    unary(into, "datan", Math::atan);
    into.kernel("datan2", DoubleKernels.binary(Math::atan2));
    unary(into, "dsinh", Math::sinh);
    unary(into, "dcosh", Math::cosh);
    unary(into, "dtanh", Math::tanh);
    unary(into, "dasinh", a -> Math.signum(a) * Math.log(Math.abs(a) + Math.sqrt(a * a + 1)));
    unary(
        into,
        "dacosh",
        a -> Math.log(within(a, 1, Double.POSITIVE_INFINITY) + Math.sqrt(a * a - 1)));
    unary(into, "datanh", a -> 0.5 * Math.log1p(2 * within(a, -1, 1) / (1 - a)));
    unary(into, "dsind", a -> degreesSine(finite(a)));
    unary(into, "dcosd", a -> degreesSine(90 - Math.abs(finite(a) % 360)));
    unary(into, "dtand", a -> degreesTangent(finite(a)));
    unary(into, "dcotd", a -> degreesTangent(90 - finite(a)));
    unary(into, "dasind", a -> exactDegrees(Math.toDegrees(Math.asin(within(a, -1, 1)))));
    unary(into, "dacosd", a -> exactDegrees(Math.toDegrees(Math.acos(within(a, -1, 1)))));
    unary(into, "datand", a -> exactDegrees(Math.toDegrees(Math.atan(a))));
    into.kernel(
        "datan2d", DoubleKernels.binary((a, b) -> exactDegrees(Math.toDegrees(Math.atan2(a, b)))));
  }

  private static void unary(Implementations into, String symbol, DoubleKernels.Unary function) {
    into.kernel(symbol, DoubleKernels.unary(function));
  }

  private static double squareRoot(double a) {
    if (a < 0) {
      throw new DatabaseException(
          SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
          "cannot take square root of a negative number");
    }
    return Math.sqrt(a);
  }

  private static double exponential(double a) {
    double result = FloatMath.checkOverflow(Math.exp(a), Double.isInfinite(a));
    if (result == 0 && !Double.isInfinite(a)) {
      throw FloatMath.underflow();
    }
    return result;
  }

  private static double positive(double a) {
    if (a == 0) {
      throw new DatabaseException(
          SqlState.INVALID_ARGUMENT_FOR_LOGARITHM, "cannot take logarithm of zero");
    }
    if (a < 0) {
      throw new DatabaseException(
          SqlState.INVALID_ARGUMENT_FOR_LOGARITHM, "cannot take logarithm of a negative number");
    }
    return a;
  }

  private static double naturalLogarithm(double a) {
    return Math.log(positive(a));
  }

  private static double decimalLogarithm(double a) {
    return Math.log10(positive(a));
  }

  private static double power(double a, double b) {
    if (Double.isNaN(a)) {
      return b == 0 ? 1 : Double.NaN;
    }
    if (Double.isNaN(b)) {
      return a == 1 ? 1 : Double.NaN;
    }
    if (a == 0 && b < 0) {
      throw new DatabaseException(
          SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
          "zero raised to a negative power is undefined");
    }
    if (a < 0 && Math.floor(b) != b) {
      throw new DatabaseException(
          SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
          "a negative number raised to a non-integer power yields a complex result");
    }
    if (Math.abs(a) == 1 && Double.isInfinite(b)) {
      return 1;
    }
    boolean infinite = Double.isInfinite(a) || Double.isInfinite(b);
    double result = FloatMath.checkOverflow(Math.pow(a, b), infinite);
    if (result == 0 && a != 0 && !infinite) {
      throw FloatMath.underflow();
    }
    return result;
  }

  private static double finite(double a) {
    if (Double.isInfinite(a)) {
      throw outOfRange();
    }
    return a;
  }

  private static double within(double a, double low, double high) {
    if (a < low || a > high) {
      throw outOfRange();
    }
    return a;
  }

  private static DatabaseException outOfRange() {
    return new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "input is out of range");
  }

  /// Exact at the multiples of 30 and 90 degrees, where conversion to radians is not.
  private static double degreesSine(double degrees) {
    double reduced = degrees % 360;
    double sign = reduced < 0 ? -1 : 1;
    double angle = Math.abs(reduced);
    if (angle > 180) {
      angle -= 180;
      sign = -sign;
    }
    if (angle > 90) {
      angle = 180 - angle;
    }
    double sine =
        angle == 30 ? 0.5 : angle == 90 ? 1 : angle == 0 ? 0 : Math.sin(Math.toRadians(angle));
    return sign * sine;
  }

  private static double degreesTangent(double degrees) {
    double reduced = degrees % 180;
    if (Math.abs(reduced) == 45) {
      return Math.signum(reduced);
    }
    if (Math.abs(reduced) == 135) {
      return -Math.signum(reduced);
    }
    return degreesSine(degrees) / degreesSine(90 - Math.abs(degrees % 360));
  }

  private static double exactDegrees(double degrees) {
    double rounded = Math.rint(degrees);
    return Math.abs(degrees - rounded) < 1e-13 ? rounded : degrees;
  }

  private static long widthBucket(double operand, double low, double high, int count) {
    if (count <= 0) {
      throw bucketError("count must be greater than zero");
    }
    if (Double.isNaN(operand) || Double.isNaN(low) || Double.isNaN(high)) {
      throw bucketError("operand, lower bound, and upper bound cannot be NaN");
    }
    if (Double.isInfinite(low) || Double.isInfinite(high)) {
      throw bucketError("lower and upper bounds must be finite");
    }
    if (low == high) {
      throw bucketError("lower bound cannot equal upper bound");
    }
    boolean ascending = low < high;
    if (ascending ? operand < low : operand > low) {
      return 0;
    }
    if (ascending ? operand >= high : operand <= high) {
      return count + 1L;
    }
    double share = ascending ? (operand - low) / (high - low) : (low - operand) / (low - high);
    return Math.min(count, (long) (count * share) + 1);
  }

  static DatabaseException bucketError(String message) {
    return new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
