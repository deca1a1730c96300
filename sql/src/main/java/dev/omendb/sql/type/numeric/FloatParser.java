package dev.omendb.sql.type.numeric;

import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.LittleEndian;
import java.nio.charset.StandardCharsets;

/// Reads floating-point numbers as C's strtof and strtod do, correctly rounded, without allocation
/// (but for hexadecimal floats). A 768-element vector literal is 768 of these.
public final class FloatParser {
  /// No number at the given place.
  public static final long NO_NUMBER = -1;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long ZEROS = 0x3030303030303030L;
  // Mantissas stay below 10^18: one digit or eight more are taken only while they fit.
  private static final long ROOM_FOR_ONE = 100_000_000_000_000_000L;
  private static final long ROOM_FOR_EIGHT = 10_000_000_000L;

  private FloatParser() {}

  /// Reads the float that starts at `from` (no space before it) and ends where its text ends.
  /// Returns `end << 32 | bits`, or [#NO_NUMBER]. Out of range gives infinity or zero.
  public static long parseFloat(byte[] source, int from, int to) {
    int at = from;
    boolean negative = at < to && source[at] == '-';
    if (negative || (at < to && source[at] == '+')) {
      at++;
    }
    int firstDigit = at;
    long mantissa = 0;
    int exponent = 0;
    boolean truncated = false;
    while (at < to && Ascii.isDigit(source[at])) {
      if (mantissa < ROOM_FOR_ONE) {
        mantissa = mantissa * 10 + (source[at] - '0');
      } else {
        truncated |= source[at] != '0';
        exponent++;
      }
      at++;
    }
    int digits = at - firstDigit;
    if (at < to && source[at] == '.') {
      int point = at++;
      // Up to eight digits at a time, however many there are: no loop to mispredict.
      while (at + 8 <= source.length && mantissa < ROOM_FOR_EIGHT) {
        long word = LittleEndian.getLong(source, at);
        int count = Math.min(leadingDigits(word), to - at);
        if (count == 0) {
          break;
        }
        // Zeros in front make any count eight.
        long padded = (word << (64 - 8 * count)) | (count == 8 ? 0 : ZEROS >>> (8 * count));
        mantissa = mantissa * Numeric.powerOfTen(count) + eightDigits(padded);
        at += count;
        exponent -= count;
        if (count < 8) {
          break;
        }
      }
      while (at < to && Ascii.isDigit(source[at])) {
        if (mantissa < ROOM_FOR_ONE) {
          mantissa = mantissa * 10 + (source[at] - '0');
          exponent--;
        } else {
          truncated |= source[at] != '0';
        }
        at++;
      }
      digits += at - point - 1;
    }
    if (digits == 0) {
      return special(source, from, firstDigit, to, negative);
    }
    int end = at;
    if (at < to && (source[at] | 0x20) == 'e') {
      end = exponentEnd(source, at, to);
      exponent += exponentValue(source, at, end);
    } else if (at < to
        && at == firstDigit + 1
        && source[firstDigit] == '0'
        && (source[at] | 0x20) == 'x') {
      return hexadecimal(source, from, firstDigit, to);
    }
    int bits = Float.floatToRawIntBits(toFloat(mantissa, exponent, truncated, source, from, end));
    return ((long) end << 32) | ((negative ? bits | Integer.MIN_VALUE : bits) & 0xFFFFFFFFL);
  }

  /// Reads `[from, to)`, all of which must be one number; `valid` is what [#isNumber] said.
  public static double parseDouble(byte[] source, int from, int to) {
    int at = from;
    boolean negative = source[at] == '-';
    if (negative || source[at] == '+') {
      at++;
    }
    if (!Ascii.isDigit(source[at]) && source[at] != '.') {
      double word = (source[at] | 0x20) == 'n' ? Double.NaN : Double.POSITIVE_INFINITY;
      return negative ? -word : word;
    }
    if (to - at > 1 && (source[at + 1] | 0x20) == 'x') {
      return Double.parseDouble(hexText(source, from, to));
    }
    long mantissa = 0;
    int exponent = 0;
    boolean truncated = false;
    boolean fraction = false;
    for (; at < to && (source[at] | 0x20) != 'e'; at++) {
      if (source[at] == '.') {
        fraction = true;
      } else if (mantissa < ROOM_FOR_ONE) {
        mantissa = mantissa * 10 + (source[at] - '0');
        exponent -= fraction ? 1 : 0;
      } else {
        truncated |= source[at] != '0';
        exponent += fraction ? 0 : 1;
      }
    }
    exponent += exponentValue(source, at, to);
    double value = toDouble(mantissa, exponent, truncated, source, from, to);
    return negative ? -value : value;
  }

  /// End of the number (decimal, hexadecimal, infinity or NaN, as strtod accepts it) at `from`, or
  /// `from` if there is none.
  public static int numberEnd(byte[] source, int from, int to) {
    long result = parseFloat(source, from, to);
    return result == NO_NUMBER ? from : (int) (result >>> 32);
  }

  /// True if the number at `[from, end)` is written with digits: an infinite value is then a range
  /// error, not a word.
  public static boolean isDigits(byte[] source, int from, int end) {
    int at = source[from] == '-' || source[from] == '+' ? from + 1 : from;
    return at < end && (Ascii.isDigit(source[at]) || source[at] == '.');
  }

  /// True if the number at `[from, end)` is written with zeros only: a zero value is then no
  /// underflow.
  public static boolean isZero(byte[] source, int from, int end) {
    for (int i = from; i < end; i++) {
      int b = source[i];
      if (b >= '1' && b <= '9') {
        return false;
      }
      if ((b | 0x20) == 'e' || (b | 0x20) == 'p') {
        return true;
      }
    }
    return true;
  }

  private static float toFloat(
      long mantissa, int exponent, boolean truncated, byte[] source, int from, int end) {
    if (mantissa == 0) {
      return 0;
    }
    if (exponent >= -22 && exponent <= 22) {
      double value =
          exponent < 0 ? mantissa / POWERS_OF_TEN[-exponent] : mantissa * POWERS_OF_TEN[exponent];
      // The double is wrong by less than two units in its last place. Unless it is that close to
      // the middle between two floats, it rounds to the same float as the exact number.
      int tail = (int) Double.doubleToRawLongBits(value) & 0x1FFFFFFF;
      if (Math.abs(tail - 0x10000000) > 4 && value < 3.4e38) {
        return (float) value;
      }
    }
    int bits = EiselLemire.toFloatBits(mantissa, exponent);
    if (truncated && EiselLemire.toFloatBits(mantissa + 1, exponent) != bits) {
      return Math.abs(Float.parseFloat(javaText(source, from, end)));
    }
    return Float.intBitsToFloat(bits);
  }

  private static double toDouble(
      long mantissa, int exponent, boolean truncated, byte[] source, int from, int end) {
    if (mantissa < 1L << 53 && exponent >= -22 && exponent <= 22 && !truncated) {
      return exponent < 0
          ? mantissa / POWERS_OF_TEN[-exponent]
          : mantissa * POWERS_OF_TEN[exponent];
    }
    long bits = EiselLemire.toDoubleBits(mantissa, exponent);
    if (truncated && EiselLemire.toDoubleBits(mantissa + 1, exponent) != bits) {
      return Math.abs(Double.parseDouble(javaText(source, from, end)));
    }
    return Double.longBitsToDouble(bits);
  }

  /// `e5`, `E-05`: end of the exponent at `at`, or `at` when no digit follows.
  private static int exponentEnd(byte[] source, int at, int to) {
    int end = at + 1;
    if (end < to && (source[end] == '-' || source[end] == '+')) {
      end++;
    }
    if (end == to || !Ascii.isDigit(source[end])) {
      return at;
    }
    while (end < to && Ascii.isDigit(source[end])) {
      end++;
    }
    return end;
  }

  private static int exponentValue(byte[] source, int at, int end) {
    if (at >= end) {
      return 0;
    }
    int digit = at + 1;
    boolean negative = source[digit] == '-';
    if (negative || source[digit] == '+') {
      digit++;
    }
    int value = 0;
    for (; digit < end; digit++) {
      value = Math.min(value * 10 + (source[digit] - '0'), 99_999_999);
    }
    return negative ? -value : value;
  }

  /// inf, infinity, nan.
  private static long special(byte[] source, int from, int at, int to, boolean negative) {
    int length;
    float value;
    if (Ascii.startsWithIgnoreCase(source, at, to, "infinity")) {
      length = 8;
      value = Float.POSITIVE_INFINITY;
    } else if (Ascii.startsWithIgnoreCase(source, at, to, "inf")) {
      length = 3;
      value = Float.POSITIVE_INFINITY;
    } else if (Ascii.startsWithIgnoreCase(source, at, to, "nan")) {
      length = 3;
      value = Float.NaN;
    } else {
      return NO_NUMBER;
    }
    int bits = Float.floatToRawIntBits(negative ? -value : value);
    return ((long) (at + length) << 32) | (bits & 0xFFFFFFFFL);
  }

  /// C's hexadecimal floats, `0x1.8p3`; Java wants the exponent spelt out.
  private static long hexadecimal(byte[] source, int from, int zero, int to) {
    int at = zero + 2;
    int digits = 0;
    boolean point = false;
    while (at < to && (Ascii.hexValue(source[at]) >= 0 || (source[at] == '.' && !point))) {
      point |= source[at] == '.';
      digits += source[at] == '.' ? 0 : 1;
      at++;
    }
    if (digits == 0) {
      int bits = source[from] == '-' ? Integer.MIN_VALUE : 0;
      return ((long) (zero + 1) << 32) | (bits & 0xFFFFFFFFL);
    }
    if (at < to && (source[at] | 0x20) == 'p') {
      at = exponentEnd(source, at, to);
    }
    int bits = Float.floatToRawIntBits(Float.parseFloat(hexText(source, from, at)));
    return ((long) at << 32) | (bits & 0xFFFFFFFFL);
  }

  private static String hexText(byte[] source, int from, int to) {
    String text = javaText(source, from, to);
    return text.indexOf('p') < 0 && text.indexOf('P') < 0 ? text + "p0" : text;
  }

  private static String javaText(byte[] source, int from, int to) {
    return new String(source, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /// How many of the eight bytes, from the lowest, are ASCII digits before one that is not.
  private static int leadingDigits(long word) {
    long flipped = word ^ ZEROS;
    // In each byte: the high nibble is set unless the byte was 0x30 to 0x3F; adding 6 to the low
    // nibble sets it for 0x3A to 0x3F too. The first such byte is found exactly; carries only spoil
    // those above it.
    long others = (flipped | (flipped + 0x0606060606060606L)) & 0xF0F0F0F0F0F0F0F0L;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  /// Eight ASCII digits, the first in the lowest byte, as a number: pairs, fours, then all.
  private static long eightDigits(long word) {
    long digits = word - 0x3030303030303030L;
    long pairs = digits * 10 + (digits >>> 8);
    return (((pairs & 0x000000FF000000FFL) * 0x000F424000000064L)
            + (((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L))
        >>> 32;
  }
}
