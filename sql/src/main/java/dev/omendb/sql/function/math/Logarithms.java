package dev.omendb.sql.function.math;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// e^x and ln x to any number of digits.
final class Logarithms {
  private Logarithms() {}

  /// e^x with at least `digits` correct significant digits.
  static BigDecimal exponential(BigDecimal x, int digits) {
    MathContext context = new MathContext(digits + 10, RoundingMode.HALF_EVEN);
    int halvings = 0;
    BigDecimal reduced = x;
    while (reduced.abs().doubleValue() > 0.01) {
      reduced = reduced.divide(BigDecimal.TWO, context);
      halvings++;
    }
    MathContext working = new MathContext(digits + 10 + halvings, RoundingMode.HALF_EVEN);
    reduced = x;
    for (int i = 0; i < halvings; i++) {
      reduced = reduced.divide(BigDecimal.TWO, working);
    }
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 1; term.signum() != 0; n++) {
      term = term.multiply(reduced, working).divide(BigDecimal.valueOf(n), working);
      if (term.signum() != 0 && term.precision() - term.scale() < -(digits + 12 + halvings)) {
        break;
      }
      sum = sum.add(term, working);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum, working);
    }
    return sum.round(context);
  }

  /// ln x with `scale` correct digits after the point; x > 0. Newton's method on e^y = x, with
  /// cubic convergence, from a double estimate.
  static BigDecimal natural(BigDecimal x, int scale) {
    if (x.compareTo(BigDecimal.ONE) == 0) {
      return BigDecimal.ZERO;
    }
    int exponent = x.precision() - x.scale() - 1;
    double mantissa = x.round(new MathContext(17)).movePointLeft(exponent).doubleValue();
    double estimate = Math.log(mantissa) + exponent * Math.log(10);
    BigDecimal y =
        Math.abs(estimate) < 1e-8
            ? x.subtract(BigDecimal.ONE, new MathContext(20))
            : new BigDecimal(estimate);
    int whole = Math.max(1, (int) Math.ceil(Math.log10(Math.abs(estimate) + 1)) + 1);
    int target = scale + whole + 10;
    int correct = 12;
    while (true) {
      correct = Math.min(target, correct * 3);
      MathContext context = new MathContext(correct + 20, RoundingMode.HALF_EVEN);
      BigDecimal power = exponential(y, correct + 12);
      BigDecimal step =
          x.subtract(power, context)
              .multiply(BigDecimal.TWO, context)
              .divide(x.add(power, context), context);
      y = y.add(step, context);
      if (correct >= target) {
        return y;
      }
    }
  }
}
