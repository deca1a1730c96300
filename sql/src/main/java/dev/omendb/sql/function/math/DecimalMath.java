package dev.omendb.sql.function.math;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.numeric.Numeric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Arithmetic of finite numerics with PostgreSQL's choice of result scales: at least 16 significant
/// digits, never fewer digits than the inputs show. Its digits are base 10,000, so "weight" counts
/// groups of four digits.
public final class DecimalMath {
  private static final int MINIMUM_DIGITS = 16;
  private static final int MAXIMUM_SCALE = 1000;
  private static final int MAXIMUM_RESULT_SCALE = 2000;
  private static final double LOG10_OF_E = 0.434294481903252;

  private DecimalMath() {}

  /// Exponent of the first base-10,000 digit; 0 for zero.
  static int weight(BigDecimal value) {
    return value.signum() == 0 ? 0 : Math.floorDiv(value.precision() - value.scale() - 1, 4);
  }

  /// The first base-10,000 digit; 0 for zero.
  private static int firstDigit(BigDecimal value) {
    if (value.signum() == 0) {
      return 0;
    }
    return value.abs().movePointLeft(4 * weight(value)).intValue();
  }

  private static int bounded(int scale, int atLeast) {
    return Math.min(MAXIMUM_SCALE, Math.max(0, Math.max(scale, atLeast)));
  }

  /// The scale of a quotient (select_div_scale).
  static int quotientScale(BigDecimal a, BigDecimal b) {
    int weight = weight(a) - weight(b);
    if (firstDigit(a) <= firstDigit(b)) {
      weight--;
    }
    return bounded(MINIMUM_DIGITS - weight * 4, Math.max(a.scale(), b.scale()));
  }

  public static BigDecimal divide(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      throw IntegerMath.divisionByZero();
    }
    return a.divide(b, quotientScale(a, b), RoundingMode.HALF_UP);
  }

  static BigDecimal multiply(BigDecimal a, BigDecimal b) {
    BigDecimal product = a.multiply(b);
    return product.scale() > Numeric.MAX_SCALE
        ? product.setScale(Numeric.MAX_SCALE, RoundingMode.HALF_UP)
        : product;
  }

  static BigDecimal remainder(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      throw IntegerMath.divisionByZero();
    }
    return a.remainder(b).setScale(Math.max(a.scale(), b.scale()));
  }

  static BigDecimal truncatedQuotient(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      throw IntegerMath.divisionByZero();
    }
    return a.divide(b, 0, RoundingMode.DOWN);
  }

  public static BigDecimal squareRoot(BigDecimal a) {
    if (a.signum() < 0) {
      throw new DatabaseException(
          SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
          "cannot take square root of a negative number");
    }
    int weight = weight(a);
    int resultWeight = weight >= 0 ? weight * 4 / 2 + 1 : 1 - (1 - weight * 4) / 2;
    int scale = bounded(MINIMUM_DIGITS - resultWeight, a.scale());
    if (a.signum() == 0) {
      return a.setScale(scale);
    }
    int digits = Math.max(1, scale + (a.precision() - a.scale()) / 2 + 5);
    return a.sqrt(new MathContext(digits, RoundingMode.DOWN)).setScale(scale, RoundingMode.HALF_UP);
  }

  static BigDecimal exponential(BigDecimal a) {
    double power =
        Math.clamp(a.doubleValue() * LOG10_OF_E, -MAXIMUM_RESULT_SCALE, MAXIMUM_RESULT_SCALE);
    if (Math.abs(a.doubleValue()) >= MAXIMUM_RESULT_SCALE * 3.0) {
      if (a.signum() > 0) {
        throw Numeric.overflow();
      }
      return BigDecimal.ZERO.setScale(MAXIMUM_SCALE);
    }
    int scale = bounded(MINIMUM_DIGITS - (int) power, a.scale());
    return Logarithms.exponential(a, Math.max(8, scale + (int) power + 8))
        .setScale(scale, RoundingMode.HALF_UP);
  }

  private static void requirePositive(BigDecimal a) {
    if (a.signum() <= 0) {
      throw new DatabaseException(
          SqlState.INVALID_ARGUMENT_FOR_LOGARITHM,
          a.signum() == 0
              ? "cannot take logarithm of zero"
              : "cannot take logarithm of a negative number");
    }
  }

  static BigDecimal naturalLogarithm(BigDecimal a) {
    requirePositive(a);
    int scale = bounded(MINIMUM_DIGITS - logarithmWeight(a), a.scale());
    return Logarithms.natural(a, scale + 8).setScale(scale, RoundingMode.HALF_UP);
  }

  static BigDecimal logarithm(BigDecimal base, BigDecimal a) {
    requirePositive(base);
    requirePositive(a);
    int weight = logarithmWeight(a) - logarithmWeight(base);
    int scale = bounded(MINIMUM_DIGITS - weight, Math.max(base.scale(), a.scale()));
    BigDecimal divisor = Logarithms.natural(base, scale + 12);
    if (divisor.signum() == 0) {
      throw IntegerMath.divisionByZero();
    }
    return Logarithms.natural(a, scale + 12).divide(divisor, scale, RoundingMode.HALF_UP);
  }

  /// Estimated decimal weight of ln(a) (estimate_ln_dweight).
  private static int logarithmWeight(BigDecimal a) {
    if (a.compareTo(new BigDecimal("0.9")) >= 0 && a.compareTo(new BigDecimal("1.1")) <= 0) {
      BigDecimal difference = a.subtract(BigDecimal.ONE);
      return difference.signum() == 0
          ? 0
          : weight(difference) * 4 + (int) Math.log10(firstDigit(difference));
    }
    int exponent = a.precision() - a.scale() - 1;
    double mantissa =
        a.round(new MathContext(9, RoundingMode.DOWN)).movePointLeft(exponent).doubleValue();
    double logarithm = Math.log(mantissa) + exponent * 2.302585092994046;
    return (int) Math.log10(Math.abs(logarithm));
  }

  static BigDecimal power(BigDecimal base, BigDecimal exponent) {
    if (base.signum() == 0 && exponent.signum() < 0) {
      throw powerError("zero raised to a negative power is undefined");
    }
    boolean whole = exponent.stripTrailingZeros().scale() <= 0;
    if (base.signum() < 0 && !whole) {
      throw powerError("a negative number raised to a non-integer power yields a complex result");
    }
    if (whole && exponent.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0) {
      return wholePower(base, exponent.intValueExact(), exponent.scale());
    }
    if (base.signum() == 0) {
      return BigDecimal.ZERO.setScale(MINIMUM_DIGITS);
    }
    double estimate = Logarithms.natural(base.abs(), 20).multiply(exponent).doubleValue();
    if (Math.abs(estimate) > MAXIMUM_RESULT_SCALE * 3.01) {
      if (estimate > 0) {
        throw Numeric.overflow();
      }
      return BigDecimal.ZERO.setScale(MAXIMUM_SCALE);
    }
    int decimalWeight = (int) (estimate * LOG10_OF_E);
    int scale = bounded(MINIMUM_DIGITS - decimalWeight, Math.max(base.scale(), exponent.scale()));
    int digits = Math.max(8, scale + decimalWeight + 12);
    BigDecimal logarithm = Logarithms.natural(base.abs(), digits + 8).multiply(exponent);
    return Logarithms.exponential(logarithm, digits).setScale(scale, RoundingMode.HALF_UP);
  }

  private static DatabaseException powerError(String message) {
    return new DatabaseException(SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION, message);
  }

  private static BigDecimal wholePower(BigDecimal base, int exponent, int exponentScale) {
    double resultWeight = 0;
    if (base.signum() != 0) {
      int decimalExponent = base.precision() - base.scale() - 1;
      double mantissa =
          base.abs().round(new MathContext(17)).movePointLeft(decimalExponent).doubleValue();
      resultWeight = exponent * (Math.log10(mantissa) + decimalExponent);
    }
    if (resultWeight > Numeric.MAX_WHOLE_DIGITS) {
      throw Numeric.overflow();
    }
    if (resultWeight + 1 < -MAXIMUM_SCALE) {
      return BigDecimal.ZERO.setScale(MAXIMUM_SCALE);
    }
    int scale = bounded(MINIMUM_DIGITS - (int) resultWeight, Math.max(base.scale(), exponentScale));
    if (exponent == 0) {
      return BigDecimal.ONE.setScale(scale);
    }
    if (exponent == -1) {
      return BigDecimal.ONE.divide(base, scale, RoundingMode.HALF_UP);
    }
    int digits = Math.max(1, scale + (int) resultWeight + 12);
    MathContext context = new MathContext(Math.max(digits, 20), RoundingMode.HALF_EVEN);
    BigDecimal power =
        exponent == Integer.MIN_VALUE
            ? BigDecimal.ZERO
            : powerBySquaring(base, Math.abs(exponent), context);
    if (exponent < 0) {
      return BigDecimal.ONE.divide(power, scale, RoundingMode.HALF_UP);
    }
    return power.setScale(scale, RoundingMode.HALF_UP);
  }

  private static BigDecimal powerBySquaring(BigDecimal base, int exponent, MathContext context) {
    BigDecimal result = BigDecimal.ONE;
    BigDecimal square = base;
    for (int rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result = result.multiply(square, context);
      }
      if (rest > 1) {
        square = square.multiply(square, context);
      }
    }
    return result;
  }
}
