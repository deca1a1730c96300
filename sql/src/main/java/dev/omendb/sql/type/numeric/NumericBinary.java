package dev.omendb.sql.type.numeric;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.InputErrors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// The protocol's binary numeric: int16 digit count, weight of the first digit, sign, scale; then
/// base-10000 digits.
final class NumericBinary {
  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int POSITIVE_INFINITY = 0xD000;
  private static final int NEGATIVE_INFINITY = 0xF000;
  private static final BigInteger BASE = BigInteger.valueOf(10_000);

  private NumericBinary() {}

  static void read(byte[] source, int from, int length, int typmod, BytesColumn into) {
    if (length < 8) {
      throw InputErrors.insufficientData();
    }
    int digits = BigEndian.getShort(source, from) & 0xFFFF;
    int weight = BigEndian.getShort(source, from + 2);
    int sign = BigEndian.getShort(source, from + 4) & 0xFFFF;
    int scale = BigEndian.getShort(source, from + 6) & 0xFFFF;
    Numeric.Kind kind =
        switch (sign) {
          case 0, NEGATIVE -> Numeric.Kind.FINITE;
          case NAN -> Numeric.Kind.NAN;
          case POSITIVE_INFINITY -> Numeric.Kind.POSITIVE_INFINITY;
          case NEGATIVE_INFINITY -> Numeric.Kind.NEGATIVE_INFINITY;
          default -> throw InputErrors.invalidBinary("invalid sign in external \"numeric\" value");
        };
    if (scale > Numeric.MAX_SCALE) {
      throw InputErrors.invalidBinary("invalid scale in external \"numeric\" value");
    }
    InputErrors.requireLength(length, 8 + 2 * digits);
    if (kind != Numeric.Kind.FINITE) {
      NumericTypmod.checkSpecial(kind, typmod);
      Numeric.appendSpecial(kind, into);
      return;
    }
    BigInteger unscaled = unscaled(source, from + 8, digits);
    int tenPower = 4 * (weight - digits + 1);
    BigDecimal value = new BigDecimal(sign == NEGATIVE ? unscaled.negate() : unscaled, -tenPower);
    NumericTypmod.appendRounded(value.setScale(scale, RoundingMode.DOWN), typmod, into);
  }

  private static BigInteger unscaled(byte[] source, int from, int digits) {
    long small = 0;
    BigInteger large = BigInteger.ZERO;
    for (int i = 0; i < digits; i++) {
      int digit = BigEndian.getShort(source, from + 2 * i);
      if (digit < 0 || digit >= 10_000) {
        throw InputErrors.invalidBinary("invalid digit in external \"numeric\" value");
      }
      if (i < 4) {
        small = small * 10_000 + digit;
      } else {
        large = (i == 4 ? BigInteger.valueOf(small) : large).multiply(BASE);
        large = large.add(BigInteger.valueOf(digit));
      }
    }
    return digits <= 4 ? BigInteger.valueOf(small) : large;
  }

  static void write(BytesColumn column, int row, ByteSink out) {
    switch (Numeric.kind(column, row)) {
      case NAN -> writeSpecial(NAN, out);
      case POSITIVE_INFINITY -> writeSpecial(POSITIVE_INFINITY, out);
      case NEGATIVE_INFINITY -> writeSpecial(NEGATIVE_INFINITY, out);
      case FINITE -> writeFinite(column, row, out);
    }
  }

  private static void writeSpecial(int sign, ByteSink out) {
    out.writeShort(0);
    out.writeShort(0);
    out.writeShort(sign);
    // PostgreSQL 15 sends these bits of an infinity's header as its scale.
    out.writeShort(sign == NAN ? 0 : 0x20);
  }

  private static void writeFinite(BytesColumn column, int row, ByteSink out) {
    int scale = Numeric.scale(column, row);
    int padding = (4 - scale % 4) % 4;
    int fractionGroups = (scale + padding) / 4;
    BigDecimal value = Numeric.decimal(column, row);
    BigInteger scaled =
        value.unscaledValue().abs().multiply(BigInteger.valueOf(Numeric.powerOfTen(padding)));
    short[] groups;
    if (scaled.bitLength() < 63) {
      groups = groups(scaled.longValue());
    } else {
      groups = groups(scaled.toString());
    }
    int count = groups.length;
    int weight = count - fractionGroups - 1;
    while (count > 0 && groups[count - 1] == 0) {
      count--;
    }
    out.writeShort(count);
    out.writeShort(count == 0 ? 0 : weight);
    out.writeShort(value.signum() < 0 ? NEGATIVE : 0);
    out.writeShort(scale);
    for (int i = 0; i < count; i++) {
      out.writeShort(groups[i]);
    }
  }

  /// Base-10000 digits, the highest first, none for zero.
  private static short[] groups(long value) {
    int count = 0;
    for (long rest = value; rest > 0; rest /= 10_000) {
      count++;
    }
    short[] groups = new short[count];
    long rest = value;
    for (int i = count - 1; i >= 0; i--) {
      groups[i] = (short) (rest % 10_000);
      rest /= 10_000;
    }
    return groups;
  }

  private static short[] groups(String digits) {
    int count = (digits.length() + 3) / 4;
    short[] groups = new short[count];
    int end = digits.length();
    for (int i = count - 1; i >= 0; i--) {
      groups[i] = (short) Integer.parseInt(digits, Math.max(0, end - 4), end, 10);
      end -= 4;
    }
    return groups;
  }
}
