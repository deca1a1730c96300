package dev.omendb.compat.wire;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Shortest decimal text of floats as PostgreSQL 12 and later writes it: `1e+06` from six digits
/// for float4, `1e+15` from fifteen for float8, `1e-05` below 0.0001.
final class FloatText {
  private static final int FLOAT4_DIGITS = 6;
  private static final int FLOAT8_DIGITS = 15;

  private static final BigDecimal HALF = new BigDecimal("0.5");

  private FloatText() {}

  static String of(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value) || value == 0) {
      return special(value);
    }
    var magnitude = Math.abs(value);
    var below = middle(new BigDecimal(Math.nextDown(magnitude)), new BigDecimal(magnitude));
    var above =
        magnitude == Float.MAX_VALUE
            ? new BigDecimal(0x1.ffffffp127)
            : middle(new BigDecimal(magnitude), new BigDecimal(Math.nextUp(magnitude)));
    return layout(value < 0, shortest(new BigDecimal(magnitude), below, above), FLOAT4_DIGITS);
  }

  static String of(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
      return special(value);
    }
    var magnitude = Math.abs(value);
    var exact = new BigDecimal(magnitude);
    var below = middle(new BigDecimal(Math.nextDown(magnitude)), exact);
    var above =
        magnitude == Double.MAX_VALUE
            ? exact.add(exact.subtract(below))
            : middle(exact, new BigDecimal(Math.nextUp(magnitude)));
    return layout(value < 0, shortest(exact, below, above), FLOAT8_DIGITS);
  }

  private static BigDecimal middle(BigDecimal a, BigDecimal b) {
    return a.add(b).multiply(HALF);
  }

  /// The decimal of fewest digits strictly between the bounds. Java's own shortest text may lie on
  /// a bound (1e23), PostgreSQL's never does.
  private static BigDecimal shortest(BigDecimal exact, BigDecimal below, BigDecimal above) {
    for (var digits = 1; ; digits++) {
      for (var rounding : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP}) {
        var rounded = exact.round(new MathContext(digits, rounding));
        if (rounded.compareTo(below) > 0 && rounded.compareTo(above) < 0) {
          return rounded;
        }
      }
    }
  }

  private static String special(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return value < 0 ? "-Infinity" : "Infinity";
  }

  private static String layout(boolean negative, BigDecimal magnitude, int maxExponent) {
    var stripped = magnitude.stripTrailingZeros();
    var digits = stripped.unscaledValue().toString();
    var exponent = digits.length() - 1 - stripped.scale();
    var sign = negative ? "-" : "";
    if (exponent >= -4 && exponent < maxExponent) {
      return sign + stripped.toPlainString();
    }
    var fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return "%s%s%se%s%02d"
        .formatted(sign, digits.charAt(0), fraction, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
