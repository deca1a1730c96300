package dev.omendb.sql.type;

/// Writes integers as decimal digits, without allocation.
public final class DecimalWriter {
  private static final long[] POWERS = powers();

  private DecimalWriter() {}

  /// `-123`.
  public static void write(ByteSink out, long value) {
    if (value < 0) {
      out.writeByte('-');
      if (value == Long.MIN_VALUE) {
        out.writeByte('9');
        write(out, 223372036854775808L);
        return;
      }
      write(out, -value);
      return;
    }
    writePadded(out, value, digitCount(value));
  }

  /// Exactly `digits` digits of a value that is not negative, with leading zeros.
  public static void writePadded(ByteSink out, long value, int digits) {
    long rest = value;
    int left = digits;
    if (left > 8) {
      long high = rest / 100_000_000L;
      writePadded(out, high, left - 8);
      rest -= high * 100_000_000L;
      left = 8;
    }
    long packed = eightDigits((int) rest) | 0x3030303030303030L;
    out.writePacked(packed >>> (64 - 8 * left), left);
  }

  /// Decimal digits of a value that is not negative: 1 for 0.
  public static int digitCount(long value) {
    // 1233 / 4096 is log10(2): the guess is right or one too small.
    int guess = ((64 - Long.numberOfLeadingZeros(value | 1)) * 1233) >>> 12;
    return guess < POWERS.length && value >= POWERS[guess] ? guess + 1 : Math.max(guess, 1);
  }

  /// The eight digits of a number below 10^8 as bytes 0..9, the first in the lowest byte.
  private static long eightDigits(int value) {
    int high = value / 10_000;
    long fours = high | ((long) (value - high * 10_000) << 32);
    // Each 32-bit half is split by 100 and each 16-bit quarter by 10, both halves at once.
    long hundreds = ((fours * 10_486) >>> 20) & 0x0000007F_0000007FL;
    long twos = hundreds | ((fours - hundreds * 100) << 16);
    long tens = ((twos * 103) >>> 10) & 0x000F000F_000F000FL;
    return tens | ((twos - tens * 10) << 8);
  }

  private static long[] powers() {
    long[] powers = new long[19];
    long power = 1;
    for (int i = 0; i < powers.length; i++) {
      powers[i] = power;
      power *= 10;
    }
    return powers;
  }
}
