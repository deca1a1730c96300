package dev.omendb.sql.type.numeric;

import java.math.BigInteger;

/// Rounds `m * 10^q` to the nearest float or double, ties to even, in a few multiplications.
///
/// Method: D. Lemire, "Number Parsing at a Gigabyte per Second", arXiv 2101.11408, with the proof
/// of N. Mushtak and D. Lemire, arXiv 2212.06644, that the 128-bit product always suffices.
final class EiselLemire {
  private static final int SMALLEST_POWER = -342;
  private static final int LARGEST_POWER = 308;

  /// For each power of five the highest 128 bits of it (or of its reciprocal), high word first.
  private static final long[] POWERS = powers();

  private EiselLemire() {}

  /// Bits of the double nearest to `m * 10^q`; `m` is unsigned.
  static long toDoubleBits(long m, int q) {
    return round(m, q, 52, -1023, 0x7FF, -4, 23);
  }

  /// Bits of the float nearest to `m * 10^q`; `m` is unsigned.
  static int toFloatBits(long m, int q) {
    return (int) round(m, q, 23, -127, 0xFF, -17, 10);
  }

  /// @param bits explicit mantissa bits
  /// @param bias the format's least exponent
  /// @param infinite the exponent field of infinity
  /// @param minEven maxEven powers between which a product can lie exactly half-way
  private static long round(
      long m, int q, int bits, int bias, int infinite, int minEven, int maxEven) {
    if (m == 0 || q < SMALLEST_POWER) {
      return 0;
    }
    if (q > LARGEST_POWER) {
      return (long) infinite << bits;
    }
    int zeros = Long.numberOfLeadingZeros(m);
    long w = m << zeros;
    int index = 2 * (q - SMALLEST_POWER);
    long high = Math.unsignedMultiplyHigh(w, POWERS[index]);
    long low = w * POWERS[index];
    long precisionMask = -1L >>> (bits + 3);
    if ((high & precisionMask) == precisionMask) {
      long carry = Math.unsignedMultiplyHigh(w, POWERS[index + 1]);
      low += carry;
      if (Long.compareUnsigned(low, carry) < 0) {
        high++;
      }
    }
    int upperBit = (int) (high >>> 63);
    int shift = upperBit + 64 - bits - 3;
    long mantissa = high >>> shift;
    int exponent = (((152170 + 65536) * q) >> 16) + 63 + upperBit - zeros - bias;
    if (exponent <= 0) {
      return subnormal(mantissa, exponent, bits);
    }
    if ((low == 0 || low == 1)
        && q >= minEven
        && q <= maxEven
        && (mantissa & 3) == 1
        && mantissa << shift == high) {
      mantissa &= ~1L;
    }
    mantissa = (mantissa + (mantissa & 1)) >>> 1;
    if (mantissa >= 2L << bits) {
      mantissa = 1L << bits;
      exponent++;
    }
    if (exponent >= infinite) {
      return (long) infinite << bits;
    }
    return (mantissa & ~(1L << bits)) | ((long) exponent << bits);
  }

  private static long subnormal(long mantissa, int exponent, int bits) {
    if (1 - exponent >= 64) {
      return 0;
    }
    long shifted = mantissa >>> (1 - exponent);
    // Rounding up may reach the smallest normal number, whose encoding follows by itself.
    return (shifted + (shifted & 1)) >>> 1;
  }

  private static long[] powers() {
    long[] words = new long[2 * (LARGEST_POWER - SMALLEST_POWER + 1)];
    BigInteger five = BigInteger.valueOf(5);
    BigInteger power = BigInteger.ONE;
    for (int q = 0; q <= Math.max(LARGEST_POWER, -SMALLEST_POWER); q++) {
      if (q <= LARGEST_POWER) {
        int excess = power.bitLength() - 128;
        put(words, q, excess > 0 ? power.shiftRight(excess) : power.shiftLeft(-excess));
      }
      if (q > 0 && q <= -SMALLEST_POWER) {
        int z = power.bitLength();
        int b = q <= 27 ? z + 127 : 2 * z + 128;
        BigInteger reciprocal = BigInteger.ONE.shiftLeft(b).divide(power).add(BigInteger.ONE);
        put(words, -q, reciprocal.shiftRight(reciprocal.bitLength() - 128));
      }
      power = power.multiply(five);
    }
    return words;
  }

  private static void put(long[] words, int q, BigInteger value) {
    int index = 2 * (q - SMALLEST_POWER);
    words[index] = value.shiftRight(64).longValue();
    words[index + 1] = value.longValue();
  }
}
