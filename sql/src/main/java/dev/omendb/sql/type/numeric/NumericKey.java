package dev.omendb.sql.type.numeric;

import dev.omendb.engine.index.KeyBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;

/// The order-preserving key of numeric: a byte for the sign or special value; for other numbers the
/// number of digits before the point in eight bytes, then the digits in pairs as bytes 1 to 100
/// without trailing zero pairs, then a byte 0. Everything after the first byte is inverted for
/// negative numbers. 1.0 and 1.00 have the same key.
public final class NumericKey {
  static final int NEGATIVE_INFINITY = 0x10;
  private static final int NEGATIVE = 0x20;
  private static final int ZERO = 0x30;
  private static final int POSITIVE = 0x40;
  static final int POSITIVE_INFINITY = 0x50;
  static final int NAN = 0x60;

  private NumericKey() {}

  /// Appends the key of a finite number.
  public static void encode(BigDecimal value, KeyBuffer into) {
    if (value.signum() == 0) {
      into.putByte(ZERO);
      return;
    }
    into.putByte(value.signum() < 0 ? NEGATIVE : POSITIVE);
    int start = into.length();
    BigInteger magnitude = value.unscaledValue().abs();
    String digits = magnitude.toString();
    into.putLong((long) digits.length() - value.scale() ^ Long.MIN_VALUE);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    for (int i = 0; i < end; i += 2) {
      int units = i + 1 < end ? digits.charAt(i + 1) - '0' : 0;
      into.putByte((digits.charAt(i) - '0') * 10 + units + 1);
    }
    into.putByte(0);
    if (value.signum() < 0) {
      into.invert(start);
    }
  }
}
