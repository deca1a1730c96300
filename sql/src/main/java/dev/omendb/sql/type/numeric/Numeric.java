package dev.omendb.sql.type.numeric;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.Hashing;
import dev.omendb.sql.type.LittleEndian;
import java.math.BigDecimal;
import java.math.BigInteger;

/// The storage bytes of numeric: a two-byte little-endian header, then the unscaled value as a
/// big-endian two's complement integer of as few bytes as it needs (at least one). The header is
/// the scale, 0 to 16383 digits after the point as they are printed; 0xC000 stands for NaN, 0xD000
/// for Infinity and 0xF000 for -Infinity, with nothing after it.
public final class Numeric {
  /// Most digits after the decimal point.
  public static final int MAX_SCALE = 16383;

  /// Most digits before the decimal point.
  public static final int MAX_WHOLE_DIGITS = 131072;

  private static final int NAN = 0xC000;
  private static final int POSITIVE_INFINITY = 0xD000;
  private static final int NEGATIVE_INFINITY = 0xF000;
  private static final long[] POWERS_OF_TEN = powers();

  private Numeric() {}

  /// The sorts of numeric values, in their order but for FINITE.
  public enum Kind {
    NEGATIVE_INFINITY,
    FINITE,
    POSITIVE_INFINITY,
    NAN
  }

  public static Kind kind(BytesColumn column, int row) {
    return switch (header(column, row)) {
      case NAN -> Kind.NAN;
      case POSITIVE_INFINITY -> Kind.POSITIVE_INFINITY;
      case NEGATIVE_INFINITY -> Kind.NEGATIVE_INFINITY;
      default -> Kind.FINITE;
    };
  }

  /// Digits after the point of a finite value.
  public static int scale(BytesColumn column, int row) {
    return header(column, row);
  }

  /// True when a finite value's unscaled part is a long: see [#unscaledLong].
  public static boolean isLong(BytesColumn column, int row) {
    return column.length(row) <= 10;
  }

  /// The unscaled part of a finite value for which [#isLong] holds.
  public static long unscaledLong(BytesColumn column, int row) {
    byte[] heap = column.heap();
    int at = column.offset(row) + 2;
    int end = column.offset(row) + column.length(row);
    long value = heap[at];
    while (++at < end) {
      value = value << 8 | (heap[at] & 0xFF);
    }
    return value;
  }

  /// A finite value; its scale is the number of digits printed after the point.
  public static BigDecimal decimal(BytesColumn column, int row) {
    if (isLong(column, row)) {
      return BigDecimal.valueOf(unscaledLong(column, row), scale(column, row));
    }
    BigInteger unscaled =
        new BigInteger(column.heap(), column.offset(row) + 2, column.length(row) - 2);
    return new BigDecimal(unscaled, scale(column, row));
  }

  /// The nearest double; special values become their like.
  public static double doubleValue(BytesColumn column, int row) {
    return switch (kind(column, row)) {
      case NAN -> Double.NaN;
      case POSITIVE_INFINITY -> Double.POSITIVE_INFINITY;
      case NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
      case FINITE -> {
        if (isLong(column, row)) {
          long unscaled = unscaledLong(column, row);
          int scale = scale(column, row);
          if (Math.abs(unscaled) < 1L << 53 && scale <= 18) {
            yield (double) unscaled / POWERS_OF_TEN[scale];
          }
        }
        yield decimal(column, row).doubleValue();
      }
    };
  }

  /// Appends a finite value. A negative scale becomes 0. Errors: 22003 `value overflows numeric
  /// format`.
  public static void append(BigDecimal value, BytesColumn into) {
    int wholeDigits = value.precision() - value.scale();
    if (value.scale() > MAX_SCALE || (wholeDigits > MAX_WHOLE_DIGITS && value.signum() != 0)) {
      throw overflow();
    }
    BigDecimal scaled = value.scale() < 0 ? value.setScale(0) : value;
    BigInteger unscaled = scaled.unscaledValue();
    if (unscaled.bitLength() < 64) {
      append(unscaled.longValue(), scaled.scale(), into);
      return;
    }
    byte[] bytes = unscaled.toByteArray();
    int at = into.reserve(2 + bytes.length);
    LittleEndian.putShort(into.heap(), at, (short) scaled.scale());
    System.arraycopy(bytes, 0, into.heap(), at + 2, bytes.length);
  }

  /// Appends `unscaled / 10^scale`, scale 0 to 16383.
  public static void append(long unscaled, int scale, BytesColumn into) {
    int significantBits = 65 - Long.numberOfLeadingZeros(unscaled < 0 ? ~unscaled : unscaled);
    int bytes = (significantBits + 7) >>> 3;
    int at = into.reserve(2 + bytes);
    byte[] heap = into.heap();
    LittleEndian.putShort(heap, at, (short) scale);
    for (int i = bytes - 1; i >= 0; i--) {
      heap[at + 2 + bytes - 1 - i] = (byte) (unscaled >>> (8 * i));
    }
  }

  /// Appends NaN or an infinity.
  public static void appendSpecial(Kind kind, BytesColumn into) {
    int header =
        switch (kind) {
          case NAN -> NAN;
          case POSITIVE_INFINITY -> POSITIVE_INFINITY;
          case NEGATIVE_INFINITY -> NEGATIVE_INFINITY;
          case FINITE -> throw new IllegalArgumentException("a finite value has digits");
        };
    int at = into.reserve(2);
    LittleEndian.putShort(into.heap(), at, (short) header);
  }

  /// Numeric order: -Infinity, numbers, Infinity, NaN; 1.0 equals 1.00.
  public static int compare(BytesColumn a, int rowA, BytesColumn b, int rowB) {
    Kind kindA = kind(a, rowA);
    Kind kindB = kind(b, rowB);
    if (kindA != Kind.FINITE || kindB != Kind.FINITE) {
      return kindA.compareTo(kindB);
    }
    if (isLong(a, rowA) && isLong(b, rowB) && scale(a, rowA) == scale(b, rowB)) {
      return Long.compare(unscaledLong(a, rowA), unscaledLong(b, rowB));
    }
    return decimal(a, rowA).compareTo(decimal(b, rowB));
  }

  /// Equal for equal values, whatever their scale.
  public static long hash(BytesColumn column, int row) {
    if (kind(column, row) != Kind.FINITE) {
      return Hashing.mix(header(column, row));
    }
    if (isLong(column, row)) {
      long unscaled = unscaledLong(column, row);
      int scale = scale(column, row);
      while (unscaled % 10 == 0 && unscaled != 0) {
        unscaled /= 10;
        scale--;
      }
      return Hashing.mix(unscaled == 0 ? 0 : Hashing.combine(unscaled, scale));
    }
    BigDecimal stripped = decimal(column, row).stripTrailingZeros();
    BigInteger unscaled = stripped.unscaledValue();
    if (unscaled.bitLength() < 64) {
      return Hashing.mix(Hashing.combine(unscaled.longValue(), stripped.scale()));
    }
    return Hashing.mix(Hashing.combine(unscaled.hashCode(), stripped.scale()));
  }

  /// 10^power for 0 to 18.
  public static long powerOfTen(int power) {
    return POWERS_OF_TEN[power];
  }

  /// 22003.
  public static DatabaseException overflow() {
    return new DatabaseException(
        SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value overflows numeric format");
  }

  private static int header(BytesColumn column, int row) {
    return LittleEndian.getShort(column.heap(), column.offset(row)) & 0xFFFF;
  }

  private static long[] powers() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
