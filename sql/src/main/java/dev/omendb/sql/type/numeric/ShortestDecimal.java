package dev.omendb.sql.type.numeric;

import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.DecimalWriter;
import java.math.BigInteger;

/// Prints floats and doubles with the fewest digits that read back as the same number, in
/// PostgreSQL's notation: `0.1`, `100000`, `1e+06`, `1e-05`, `NaN`, `-Infinity`. Allocates nothing.
///
/// Method: Ulf Adams, "Ryū: fast float-to-string conversion", doi 10.1145/3192366.3192369, with
/// numbers exactly at the bounds of the rounding interval left out, as PostgreSQL does.
public final class ShortestDecimal {
  private static final int INVERSE_BITS = 122;
  private static final int POWER_BITS = 121;

  /// 2^k / 5^i + 1, 128 bits each, low word first.
  private static final long[] INVERSE_POWERS = inversePowers();

  /// 5^i / 2^k, 128 bits each, low word first.
  private static final long[] POWERS = powers();

  private ShortestDecimal() {}

  /// double precision: scientific from 1e+15 on.
  public static void write(ByteSink out, double value) {
    long bits = Double.doubleToRawLongBits(value);
    if (!writeSpecial(out, value, bits < 0)) {
      int exponent = (int) (bits >>> 52) & 0x7FF;
      long mantissa = bits & 0xFFFFFFFFFFFFFL;
      boolean regular = mantissa != 0 || exponent <= 1;
      write(
          out,
          exponent == 0 ? mantissa : mantissa | (1L << 52),
          Math.max(exponent, 1) - 1023 - 52 - 2,
          regular,
          15);
    }
  }

  /// real: scientific from 1e+06 on.
  public static void write(ByteSink out, float value) {
    int bits = Float.floatToRawIntBits(value);
    if (!writeSpecial(out, value, bits < 0)) {
      int exponent = (bits >>> 23) & 0xFF;
      int mantissa = bits & 0x7FFFFF;
      boolean regular = mantissa != 0 || exponent <= 1;
      write(
          out,
          exponent == 0 ? mantissa : mantissa | (1 << 23),
          Math.max(exponent, 1) - 127 - 23 - 2,
          regular,
          6);
    }
  }

  /// Writes the sign, and all of NaN, infinities and zero; true when nothing is left to write.
  private static boolean writeSpecial(ByteSink out, double value, boolean negative) {
    if (value != value) {
      out.writeAscii("NaN");
      return true;
    }
    if (negative) {
      out.writeByte('-');
    }
    if (Double.isInfinite(value)) {
      out.writeAscii("Infinity");
      return true;
    }
    if (value == 0) {
      out.writeByte('0');
      return true;
    }
    return false;
  }

  /// Prints `m2 * 2^(e2 + 2)`. In Ryū's terms: v = 4 m2 is the number, u and w the ends of the
  /// interval that rounds to it, all scaled by 2^e2.
  ///
  /// @param regular the neighbour below is as far away as the one above
  private static void write(ByteSink out, long m2, int e2, boolean regular, int scientificFrom) {
    int lowShift = regular ? 1 : 0;
    long v;
    long w;
    long u;
    int e10;
    boolean exactTail = false;
    if (e2 >= 0) {
      int q = ((e2 * 78913) >>> 18) - (e2 > 3 ? 1 : 0);
      int shift = -e2 + q + INVERSE_BITS + powerBits(q) - 1;
      e10 = q;
      v = multiplyShift(4 * m2, INVERSE_POWERS, q, shift);
      w = multiplyShift(4 * m2 + 2, INVERSE_POWERS, q, shift);
      u = multiplyShift(4 * m2 - 1 - lowShift, INVERSE_POWERS, q, shift);
      if (q <= 21) {
        if ((4 * m2) % 5 == 0) {
          exactTail = isMultipleOfPowerOfFive(4 * m2, q);
        } else if (isMultipleOfPowerOfFive(4 * m2 + 2, q)) {
          w--;
        }
      }
    } else {
      int q = ((-e2 * 732923) >>> 20) - (-e2 > 1 ? 1 : 0);
      int i = -e2 - q;
      int shift = q - (powerBits(i) - POWER_BITS);
      e10 = q + e2;
      v = multiplyShift(4 * m2, POWERS, i, shift);
      w = multiplyShift(4 * m2 + 2, POWERS, i, shift);
      u = multiplyShift(4 * m2 - 1 - lowShift, POWERS, i, shift);
      if (q <= 1) {
        exactTail = true;
        w--;
      } else if (q < 63) {
        exactTail = (4 * m2 & ((1L << (q - 1)) - 1)) == 0;
      }
    }
    shorten(out, v, w, u, e10, exactTail, scientificFrom);
  }

  /// Drops digits while the number stays inside (u, w), rounding half to even.
  private static void shorten(
      ByteSink out, long start, long above, long below, int e10, boolean tail, int scientificFrom) {
    long v = start;
    long w = above / 10;
    long u = below / 10;
    long lastU = below;
    int removed = 0;
    int lastDigit = 0;
    boolean exactTail = tail;
    while (w > u) {
      exactTail &= lastDigit == 0;
      long next = v / 10;
      lastDigit = (int) (v - next * 10);
      v = next;
      lastU = u;
      w /= 10;
      u /= 10;
      removed++;
    }
    if (exactTail && lastDigit == 5 && (v & 1) == 0) {
      lastDigit = 4;
    }
    long digits = v + (v == lastU || lastDigit >= 5 ? 1 : 0);
    print(out, digits, e10 + removed, scientificFrom);
  }

  private static void print(ByteSink out, long decimal, int power, int scientificFrom) {
    long digits = decimal;
    int exponent = power;
    while (digits % 10 == 0) {
      digits /= 10;
      exponent++;
    }
    int length = DecimalWriter.digitCount(digits);
    int scientific = exponent + length - 1;
    if (scientific < -4 || scientific >= scientificFrom) {
      printFraction(out, digits, length, 1);
      out.writeByte('e');
      out.writeByte(scientific < 0 ? '-' : '+');
      int magnitude = Math.abs(scientific);
      DecimalWriter.writePadded(out, magnitude, magnitude < 100 ? 2 : 3);
    } else if (scientific < 0) {
      out.writeByte('0');
      out.writeByte('.');
      for (int i = -1; i > scientific; i--) {
        out.writeByte('0');
      }
      DecimalWriter.writePadded(out, digits, length);
    } else if (exponent >= 0) {
      DecimalWriter.writePadded(out, digits, length);
      for (int i = 0; i < exponent; i++) {
        out.writeByte('0');
      }
    } else {
      printFraction(out, digits, length, scientific + 1);
    }
  }

  /// Digits with a point after the first `whole` of them, if any follow.
  private static void printFraction(ByteSink out, long digits, int length, int whole) {
    int fraction = length - whole;
    if (fraction == 0) {
      DecimalWriter.writePadded(out, digits, length);
      return;
    }
    long power = Numeric.powerOfTen(fraction);
    long head = digits / power;
    DecimalWriter.writePadded(out, head, whole);
    out.writeByte('.');
    DecimalWriter.writePadded(out, digits - head * power, fraction);
  }

  /// `m * table[index] >> shift`, where 64 < shift < 128.
  private static long multiplyShift(long m, long[] table, int index, int shift) {
    long low = table[2 * index];
    long high = table[2 * index + 1];
    long middle = m * high;
    long carry = Math.unsignedMultiplyHigh(m, low);
    long sum = middle + carry;
    long top = Math.unsignedMultiplyHigh(m, high);
    if (Long.compareUnsigned(sum, carry) < 0) {
      top++;
    }
    int distance = shift - 64;
    return distance == 0
        ? sum
        : distance == 64 ? top : (top << (64 - distance)) | (sum >>> distance);
  }

  private static boolean isMultipleOfPowerOfFive(long value, int power) {
    long rest = value;
    for (int i = 0; i < power; i++) {
      if (rest % 5 != 0) {
        return false;
      }
      rest /= 5;
    }
    return true;
  }

  /// Bits of 5^e.
  private static int powerBits(int e) {
    return ((e * 1217359) >>> 19) + 1;
  }

  private static long[] inversePowers() {
    long[] table = new long[2 * 342];
    BigInteger power = BigInteger.ONE;
    for (int i = 0; i < 342; i++) {
      int k = powerBits(i) - 1 + INVERSE_BITS;
      put(table, i, BigInteger.ONE.shiftLeft(k).divide(power).add(BigInteger.ONE));
      power = power.multiply(BigInteger.valueOf(5));
    }
    return table;
  }

  private static long[] powers() {
    long[] table = new long[2 * 326];
    BigInteger power = BigInteger.ONE;
    for (int i = 0; i < 326; i++) {
      put(table, i, power.shiftRight(powerBits(i) - POWER_BITS));
      power = power.multiply(BigInteger.valueOf(5));
    }
    return table;
  }

  private static void put(long[] table, int index, BigInteger value) {
    table[2 * index] = value.longValue();
    table[2 * index + 1] = value.shiftRight(64).longValue();
  }
}
