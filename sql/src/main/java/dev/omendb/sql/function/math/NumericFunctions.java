package dev.omendb.sql.function.math;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.number;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.RowFunction;
import dev.omendb.sql.type.numeric.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// Operators and functions of numeric. NaN and infinities follow the same function over doubles.
public final class NumericFunctions {
  private NumericFunctions() {}

  public static void addTo(Implementations into) {
    into.row("numeric_add", sum(1));
    into.row("numeric_sub", sum(-1));
    into.row("numeric_mul", binary(DecimalMath::multiply, (a, b) -> a * b));
    into.row("numeric_div", binary(DecimalMath::divide, NumericFunctions::divideSpecial));
    into.row(
        "numeric_div_trunc",
        binary(DecimalMath::truncatedQuotient, NumericFunctions::divideSpecial));
    into.row("numeric_mod", NumericFunctions::modulo);
    into.row("numeric_power", binary(DecimalMath::power, Math::pow));
    into.row("numeric_log", binary(DecimalMath::logarithm, (a, b) -> Math.log(b) / Math.log(a)));
    into.row("numeric_uminus", unary(BigDecimal::negate, a -> -a));
    into.row("numeric_uplus", (c, a, i, r) -> r.appendFrom(a[0], i));
    into.row("numeric_abs", unary(BigDecimal::abs, Math::abs));
    into.row("numeric_sign", unary(a -> BigDecimal.valueOf(a.signum()), Math::signum));
    into.row("numeric_ceil", unary(a -> a.setScale(0, RoundingMode.CEILING), a -> a));
    into.row("numeric_floor", unary(a -> a.setScale(0, RoundingMode.FLOOR), a -> a));
    into.row(
        "numeric_round", (c, a, i, r) -> round(a, i, integer(a[1], i), RoundingMode.HALF_UP, r));
    into.row("numeric_trunc", (c, a, i, r) -> round(a, i, integer(a[1], i), RoundingMode.DOWN, r));
    into.row("round(numeric)", (c, a, i, r) -> round(a, i, 0, RoundingMode.HALF_UP, r));
    into.row("trunc(numeric)", (c, a, i, r) -> round(a, i, 0, RoundingMode.DOWN, r));
    into.row("numeric_sqrt", unary(DecimalMath::squareRoot, NumericFunctions::squareRootSpecial));
    into.row("numeric_exp", unary(DecimalMath::exponential, Math::exp));
    into.row("numeric_ln", unary(DecimalMath::naturalLogarithm, NumericFunctions::logSpecial));
    into.row(
        "log(numeric)",
        unary(a -> DecimalMath.logarithm(BigDecimal.TEN, a), NumericFunctions::logSpecial));
    into.row(
        "log10(numeric)",
        unary(a -> DecimalMath.logarithm(BigDecimal.TEN, a), NumericFunctions::logSpecial));
    into.row("numeric_inc", unary(a -> a.add(BigDecimal.ONE), a -> a));
    into.row("numeric_gcd", binary(NumericFunctions::gcd, (a, b) -> Double.NaN));
    into.row("numeric_lcm", binary(NumericFunctions::lcm, (a, b) -> Double.NaN));
    into.row("numeric_fac", (c, a, i, r) -> put(r, factorial(number(a[0], i))));
    into.row("numeric_scale", (c, a, i, r) -> scale(a[0], i, false, r));
    into.row("numeric_min_scale", (c, a, i, r) -> scale(a[0], i, true, r));
    into.row("numeric_trim_scale", unary(NumericFunctions::trim, a -> a));
    into.row("width_bucket_numeric", (c, a, i, r) -> put(r, widthBucket(a, i)));
  }

  /// Appends a numeric.
  public static void put(Column result, BigDecimal value) {
    Numeric.append(value, (BytesColumn) result);
  }

  private static void put(Column result, long value) {
    dev.omendb.sql.function.Values.put(result, value);
  }

  /// A finite numeric argument.
  public static BigDecimal decimal(Column column, int row) {
    return Numeric.decimal((BytesColumn) column, row);
  }

  static boolean isFinite(Column column, int row) {
    return Numeric.kind((BytesColumn) column, row) == Numeric.Kind.FINITE;
  }

  /// Appends NaN, an infinity or a whole number.
  static void putDouble(Column result, double value) {
    BytesColumn out = (BytesColumn) result;
    if (Double.isNaN(value)) {
      Numeric.appendSpecial(Numeric.Kind.NAN, out);
    } else if (Double.isInfinite(value)) {
      Numeric.appendSpecial(
          value > 0 ? Numeric.Kind.POSITIVE_INFINITY : Numeric.Kind.NEGATIVE_INFINITY, out);
    } else {
      Numeric.append((long) value, 0, out);
    }
  }

  private static RowFunction unary(UnaryOperator<BigDecimal> finite, DoubleUnaryOperator special) {
    return (context, arguments, row, result) -> {
      if (isFinite(arguments[0], row)) {
        put(result, finite.apply(decimal(arguments[0], row)));
      } else {
        putDouble(
            result, special.applyAsDouble(Numeric.doubleValue((BytesColumn) arguments[0], row)));
      }
    };
  }

  private static RowFunction binary(
      BinaryOperator<BigDecimal> finite, DoubleBinaryOperator special) {
    return (context, arguments, row, result) -> {
      if (isFinite(arguments[0], row) && isFinite(arguments[1], row)) {
        put(result, finite.apply(decimal(arguments[0], row), decimal(arguments[1], row)));
      } else {
        double left = Numeric.doubleValue((BytesColumn) arguments[0], row);
        double right = Numeric.doubleValue((BytesColumn) arguments[1], row);
        putDouble(result, special.applyAsDouble(left, right));
      }
    };
  }

  /// Addition with a sign: longs of the same scale need no BigDecimal.
  private static RowFunction sum(int sign) {
    RowFunction general =
        sign > 0
            ? binary(BigDecimal::add, (a, b) -> a + b)
            : binary(BigDecimal::subtract, (a, b) -> a - b);
    return (context, arguments, row, result) -> {
      BytesColumn left = (BytesColumn) arguments[0];
      BytesColumn right = (BytesColumn) arguments[1];
      if (isFinite(left, row)
          && isFinite(right, row)
          && Numeric.isLong(left, row)
          && Numeric.isLong(right, row)
          && Numeric.scale(left, row) == Numeric.scale(right, row)) {
        long a = Numeric.unscaledLong(left, row);
        long b = Numeric.unscaledLong(right, row);
        long total = sign > 0 ? a + b : a - b;
        long overflow = sign > 0 ? (a ^ total) & (b ^ total) : (a ^ b) & (a ^ total);
        if (overflow >= 0) {
          Numeric.append(total, Numeric.scale(left, row), (BytesColumn) result);
          return;
        }
      }
      general.apply(context, arguments, row, result);
    };
  }

  private static double divideSpecial(double a, double b) {
    if (b == 0 && !Double.isNaN(a)) {
      throw IntegerMath.divisionByZero();
    }
    return a / b;
  }

  private static void modulo(CallContext context, Column[] arguments, int row, Column result) {
    if (isFinite(arguments[0], row) && isFinite(arguments[1], row)) {
      BigDecimal left = decimal(arguments[0], row);
      put(result, DecimalMath.remainder(left, decimal(arguments[1], row)));
      return;
    }
    double left = Numeric.doubleValue((BytesColumn) arguments[0], row);
    double right = Numeric.doubleValue((BytesColumn) arguments[1], row);
    if (Double.isInfinite(right) && isFinite(arguments[0], row)) {
      result.appendFrom(arguments[0], row);
    } else if (right == 0 && !Double.isNaN(left)) {
      throw IntegerMath.divisionByZero();
    } else {
      putDouble(result, Double.NaN);
    }
  }

  private static double squareRootSpecial(double a) {
    if (a < 0) {
      throw new DatabaseException(
          SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
          "cannot take square root of a negative number");
    }
    return a;
  }

  private static double logSpecial(double a) {
    if (a < 0) {
      throw new DatabaseException(
          SqlState.INVALID_ARGUMENT_FOR_LOGARITHM, "cannot take logarithm of a negative number");
    }
    return a;
  }

  private static void round(
      Column[] arguments, int row, int scale, RoundingMode mode, Column result) {
    if (!isFinite(arguments[0], row)) {
      result.appendFrom(arguments[0], row);
      return;
    }
    int bounded = Math.clamp(scale, -2000, 2000);
    BigDecimal rounded = decimal(arguments[0], row).setScale(bounded, mode);
    put(result, rounded.setScale(Math.max(0, bounded)));
  }

  private static BigDecimal gcd(BigDecimal a, BigDecimal b) {
    int scale = Math.max(a.scale(), b.scale());
    BigInteger left = a.setScale(scale).unscaledValue();
    return new BigDecimal(left.gcd(b.setScale(scale).unscaledValue()), scale);
  }

  private static BigDecimal lcm(BigDecimal a, BigDecimal b) {
    int scale = Math.max(a.scale(), b.scale());
    if (a.signum() == 0 || b.signum() == 0) {
      return BigDecimal.ZERO.setScale(scale);
    }
    return a.divide(gcd(a, b), 0, RoundingMode.UNNECESSARY).multiply(b).abs().setScale(scale);
  }

  private static BigDecimal factorial(long n) {
    if (n < 0) {
      throw new DatabaseException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "factorial of a negative number is undefined");
    }
    if (n > 32177) {
      throw Numeric.overflow();
    }
    BigInteger product = BigInteger.ONE;
    for (long i = 2; i <= n; i++) {
      product = product.multiply(BigInteger.valueOf(i));
    }
    return new BigDecimal(product);
  }

  private static BigDecimal trim(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static void scale(Column column, int row, boolean minimal, Column result) {
    if (!isFinite(column, row)) {
      result.appendNull();
    } else if (minimal) {
      put(result, (long) trim(decimal(column, row)).scale());
    } else {
      put(result, (long) Numeric.scale((BytesColumn) column, row));
    }
  }

  private static long widthBucket(Column[] arguments, int row) {
    int count = integer(arguments[3], row);
    if (count <= 0) {
      throw DoubleMath.bucketError("count must be greater than zero");
    }
    BigDecimal operand = decimal(arguments[0], row);
    BigDecimal low = decimal(arguments[1], row);
    BigDecimal high = decimal(arguments[2], row);
    int direction = low.compareTo(high);
    if (direction == 0) {
      throw DoubleMath.bucketError("lower bound cannot equal upper bound");
    }
    if (operand.compareTo(low) * -direction < 0) {
      return 0;
    }
    if (operand.compareTo(high) * -direction >= 0) {
      return count + 1L;
    }
    return operand
            .subtract(low)
            .multiply(BigDecimal.valueOf(count))
            .divide(high.subtract(low), 0, RoundingMode.DOWN)
            .longValue()
        + 1;
  }
}
