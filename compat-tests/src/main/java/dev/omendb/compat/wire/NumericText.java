package dev.omendb.compat.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/// numeric: ndigits, weight, sign, dscale, then digits in base 10000.
final class NumericText {
  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int POSITIVE_INFINITY = 0xD000;
  private static final int NEGATIVE_INFINITY = 0xF000;
  private static final BigInteger BASE = BigInteger.valueOf(10_000);

  private NumericText() {}

  static String decode(ByteBuffer in) {
    var digitCount = Short.toUnsignedInt(in.getShort());
    var weight = in.getShort();
    var sign = Short.toUnsignedInt(in.getShort());
    var scale = Short.toUnsignedInt(in.getShort());
    if (sign == NAN) {
      return "NaN";
    }
    if (sign == POSITIVE_INFINITY) {
      return "Infinity";
    }
    if (sign == NEGATIVE_INFINITY) {
      return "-Infinity";
    }
    var unscaled = BigInteger.ZERO;
    for (var i = 0; i < digitCount; i++) {
      unscaled = unscaled.multiply(BASE).add(BigInteger.valueOf(in.getShort()));
    }
    var value = new BigDecimal(unscaled).scaleByPowerOfTen(4 * (weight - digitCount + 1));
    var scaled = value.setScale(scale, RoundingMode.UNNECESSARY);
    return (sign == NEGATIVE ? scaled.negate() : scaled).toPlainString();
  }
}
