package dev.omendb.sql.type.numeric;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.sql.type.Ascii;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads numeric from text: `12.50`, `1e-7`, `NaN`, `-Infinity`.
final class NumericParser {
  private static final int MAX_EXPONENT = Integer.MAX_VALUE / 2;

  private NumericParser() {}

  static void parse(byte[] source, int from, int to, int typmod, BytesColumn into) {
    int start = Ascii.skipSpaces(source, from, to);
    int end = Ascii.trimEnd(source, start, to);
    Numeric.Kind kind = special(source, start, end);
    if (kind != Numeric.Kind.FINITE) {
      NumericTypmod.checkSpecial(kind, typmod);
      Numeric.appendSpecial(kind, into);
      return;
    }
    int at = start;
    boolean negative = at < end && source[at] == '-';
    if (at < end && (source[at] == '-' || source[at] == '+')) {
      at++;
    }
    int firstDigit = at;
    long mantissa = 0;
    int digits = 0;
    int fraction = 0;
    boolean point = false;
    boolean fits = true;
    for (; at < end; at++) {
      int c = source[at];
      if (Ascii.isDigit(c)) {
        fits &= mantissa < 100_000_000_000_000_000L;
        mantissa = mantissa * 10 + (c - '0');
        digits++;
        fraction += point ? 1 : 0;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      throw NumericTypmod.wrongSyntax(source, from, to);
    }
    int digitsEnd = at;
    long exponent = 0;
    if (at < end && (source[at] | 0x20) == 'e') {
      exponent = exponent(source, at + 1, end, from, to);
      at = end;
    }
    if (at != end) {
      throw NumericTypmod.wrongSyntax(source, from, to);
    }
    if (fits && exponent == 0 && fraction <= 18) {
      NumericTypmod.appendRounded(negative ? -mantissa : mantissa, fraction, typmod, into);
      return;
    }
    NumericTypmod.appendRounded(
        large(source, firstDigit, digitsEnd, fraction, exponent, negative), typmod, into);
  }

  private static BigDecimal large(
      byte[] source, int from, int to, int fraction, long exponent, boolean negative) {
    StringBuilder text = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      if (source[i] != '.') {
        text.append((char) source[i]);
      }
    }
    BigInteger unscaled = new BigInteger(text.toString());
    long scale = fraction - exponent;
    if (unscaled.signum() == 0) {
      if (scale > Numeric.MAX_SCALE) {
        throw Numeric.overflow();
      }
      return new BigDecimal(BigInteger.ZERO, (int) Math.max(scale, 0));
    }
    long wholeDigits = unscaled.toString().length() - scale;
    if (wholeDigits > Numeric.MAX_WHOLE_DIGITS || scale > MAX_EXPONENT) {
      throw Numeric.overflow();
    }
    BigDecimal value = new BigDecimal(negative ? unscaled.negate() : unscaled, (int) scale);
    return scale < 0 ? value.setScale(0) : value;
  }

  private static long exponent(byte[] source, int start, int end, int from, int to) {
    int at = start;
    boolean negative = at < end && source[at] == '-';
    if (at < end && (source[at] == '-' || source[at] == '+')) {
      at++;
    }
    if (at == end) {
      throw NumericTypmod.wrongSyntax(source, from, to);
    }
    long value = 0;
    for (; at < end; at++) {
      if (!Ascii.isDigit(source[at])) {
        throw NumericTypmod.wrongSyntax(source, from, to);
      }
      value = Math.min(value * 10 + (source[at] - '0'), Integer.MAX_VALUE);
    }
    if (value >= MAX_EXPONENT) {
      throw Numeric.overflow();
    }
    return negative ? -value : value;
  }

  private static Numeric.Kind special(byte[] source, int from, int to) {
    if (to - from < 3 || to - from > 9 || Ascii.isDigit(source[to - 1])) {
      return Numeric.Kind.FINITE;
    }
    return switch (new String(source, from, to - from, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT)) {
      case "nan" -> Numeric.Kind.NAN;
      case "inf", "+inf", "infinity", "+infinity" -> Numeric.Kind.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Numeric.Kind.NEGATIVE_INFINITY;
      default -> Numeric.Kind.FINITE;
    };
  }
}
