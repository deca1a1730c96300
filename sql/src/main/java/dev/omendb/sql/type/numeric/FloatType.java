package dev.omendb.sql.type.numeric;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.Hashing;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeInfo;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// real and double precision. Storage: FLOAT4, FLOAT8. NaN equals NaN and is the greatest value; -0
/// equals 0.
public final class FloatType extends PgType {
  private final boolean isSingle;
  private final StorageType storage;
  private final String displayName;

  private FloatType(TypeInfo info, boolean isSingle) {
    super(info);
    this.isSingle = isSingle;
    this.storage = isSingle ? StorageType.FLOAT4 : StorageType.FLOAT8;
    this.displayName = isSingle ? "real" : "double precision";
  }

  public static FloatType real(TypeInfo info) {
    return new FloatType(info, true);
  }

  public static FloatType doublePrecision(TypeInfo info) {
    return new FloatType(info, false);
  }

  @Override
  public String displayName(int typmod) {
    return displayName;
  }

  @Override
  public StorageType storage(int typmod) {
    return storage;
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    ((DoubleColumn) into).append(parse(source, from, to));
  }

  /// A number of this type from text, spaces around it allowed.
  public double parse(byte[] source, int from, int to) {
    int start = Ascii.skipSpaces(source, from, to);
    long result = FloatParser.parseFloat(source, start, to);
    if (result == FloatParser.NO_NUMBER) {
      throw InputErrors.syntax(displayName, source, from, to);
    }
    int end = (int) (result >>> 32);
    double value =
        isSingle ? Float.intBitsToFloat((int) result) : FloatParser.parseDouble(source, start, end);
    if ((value == 0 && !FloatParser.isZero(source, start, end))
        || (Double.isInfinite(value) && FloatParser.isDigits(source, start, end))) {
      // PostgreSQL names all of the text for real, the number alone for double precision.
      throw isSingle
          ? InputErrors.outOfRange(displayName, source, from, to)
          : InputErrors.outOfRange(displayName, source, start, end);
    }
    if (Ascii.skipSpaces(source, end, to) != to) {
      throw InputErrors.syntax(displayName, source, from, to);
    }
    return value;
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    double value = ((DoubleColumn) column).get(row);
    if (settings.extraFloatDigits() < 1) {
      writeRounded(value, (isSingle ? 6 : 15) + settings.extraFloatDigits(), out);
    } else if (isSingle) {
      ShortestDecimal.write(out, (float) value);
    } else {
      ShortestDecimal.write(out, value);
    }
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireLength(length, storage.width());
    double value =
        isSingle
            ? Float.intBitsToFloat(BigEndian.getInt(source, from))
            : Double.longBitsToDouble(BigEndian.getLong(source, from));
    ((DoubleColumn) into).append(value);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    double value = ((DoubleColumn) column).get(row);
    if (isSingle) {
      out.writeInt(Float.floatToRawIntBits((float) value));
    } else {
      out.writeLong(Double.doubleToRawLongBits(value));
    }
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    return compare(((DoubleColumn) a).get(rowA), ((DoubleColumn) b).get(rowB));
  }

  /// PostgreSQL's order: -0 = 0, NaN = NaN and greatest.
  public static int compare(double a, double b) {
    if (a < b) {
      return -1;
    }
    if (a > b) {
      return 1;
    }
    return a == b ? 0 : Boolean.compare(a != a, b != b);
  }

  @Override
  public long hash(Column column, int row) {
    return Hashing.ofDouble(((DoubleColumn) column).get(row));
  }

  /// Eight bytes: the bits of the double, made to sort as unsigned numbers.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    double value = ((DoubleColumn) column).get(row);
    long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
    into.putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
  }

  /// C's `%.*g`, for extra_float_digits below 1.
  private static void writeRounded(double value, int digits, ByteSink out) {
    if (value != value || Double.isInfinite(value) || value == 0) {
      ShortestDecimal.write(out, value);
      return;
    }
    int precision = Math.max(digits, 1);
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(precision, RoundingMode.HALF_EVEN));
    BigDecimal stripped = rounded.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (exponent >= -4 && exponent < precision) {
      out.writeAscii(stripped.toPlainString());
      return;
    }
    String all = stripped.unscaledValue().abs().toString();
    String fraction = all.length() > 1 ? "." + all.substring(1) : "";
    out.writeAscii(
        (value < 0 ? "-" : "")
            + all.charAt(0)
            + fraction
            + (exponent < 0 ? "e-" : "e+")
            + (Math.abs(exponent) < 10 ? "0" : "")
            + Math.abs(exponent));
  }
}
