package dev.omendb.sql.type.numeric;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.DecimalWriter;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.TypeInfo;
import java.math.BigDecimal;
import java.math.BigInteger;

/// numeric(precision, scale). Storage: see [Numeric].
public final class NumericType extends BytesType {
  // Key prefixes, in order.
  private static final int KEY_NEGATIVE_INFINITY = 0x10;
  private static final int KEY_NEGATIVE = 0x20;
  private static final int KEY_ZERO = 0x30;
  private static final int KEY_POSITIVE = 0x40;
  private static final int KEY_POSITIVE_INFINITY = 0x50;
  private static final int KEY_NAN = 0x60;

  public NumericType(TypeInfo info) {
    super(info, "numeric");
  }

  @Override
  public String displayName(int typmod) {
    return NumericTypmod.display(typmod);
  }

  @Override
  public int typmodIn(String[] modifiers) {
    return NumericTypmod.parse(modifiers);
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    NumericParser.parse(source, from, to, typmod, (BytesColumn) into);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn numerics = (BytesColumn) column;
    switch (Numeric.kind(numerics, row)) {
      case NAN -> out.writeAscii("NaN");
      case POSITIVE_INFINITY -> out.writeAscii("Infinity");
      case NEGATIVE_INFINITY -> out.writeAscii("-Infinity");
      case FINITE -> formatFinite(numerics, row, out);
    }
  }

  private static void formatFinite(BytesColumn numerics, int row, ByteSink out) {
    int scale = Numeric.scale(numerics, row);
    long unscaled = Numeric.isLong(numerics, row) ? Numeric.unscaledLong(numerics, row) : 0;
    if (!Numeric.isLong(numerics, row) || unscaled == Long.MIN_VALUE || scale > 18) {
      out.writeAscii(Numeric.decimal(numerics, row).toPlainString());
      return;
    }
    if (unscaled < 0) {
      out.writeByte('-');
    }
    long magnitude = Math.abs(unscaled);
    long factor = Numeric.powerOfTen(scale);
    DecimalWriter.write(out, magnitude / factor);
    if (scale > 0) {
      out.writeByte('.');
      DecimalWriter.writePadded(out, magnitude % factor, scale);
    }
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    NumericBinary.read(source, from, length, typmod, (BytesColumn) into);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    NumericBinary.write((BytesColumn) column, row, out);
  }

  @Override
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    BytesColumn numerics = (BytesColumn) source;
    Numeric.Kind kind = Numeric.kind(numerics, row);
    if (typmod < 4) {
      into.appendFrom(source, row);
    } else if (kind != Numeric.Kind.FINITE) {
      NumericTypmod.checkSpecial(kind, typmod);
      into.appendFrom(source, row);
    } else if (Numeric.isLong(numerics, row)
        && Numeric.unscaledLong(numerics, row) != Long.MIN_VALUE) {
      NumericTypmod.appendRounded(
          Numeric.unscaledLong(numerics, row),
          Numeric.scale(numerics, row),
          typmod,
          (BytesColumn) into);
    } else {
      NumericTypmod.appendRounded(Numeric.decimal(numerics, row), typmod, (BytesColumn) into);
    }
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    return Numeric.compare((BytesColumn) a, rowA, (BytesColumn) b, rowB);
  }

  @Override
  public boolean equal(Column a, int rowA, Column b, int rowB) {
    return compare(a, rowA, b, rowB) == 0;
  }

  @Override
  public long hash(Column column, int row) {
    return Numeric.hash((BytesColumn) column, row);
  }

  /// A byte for the sign or special value; for other numbers the number of digits before the point
  /// in eight bytes, then the digits in pairs as bytes 1 to 100 without trailing zero pairs, then a
  /// byte 0. Everything after the first byte is inverted for negative numbers.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    BytesColumn numerics = (BytesColumn) column;
    switch (Numeric.kind(numerics, row)) {
      case NAN -> into.putByte(KEY_NAN);
      case POSITIVE_INFINITY -> into.putByte(KEY_POSITIVE_INFINITY);
      case NEGATIVE_INFINITY -> into.putByte(KEY_NEGATIVE_INFINITY);
      case FINITE -> encodeFinite(Numeric.decimal(numerics, row), into);
    }
  }

  private static void encodeFinite(BigDecimal value, KeyBuffer into) {
    if (value.signum() == 0) {
      into.putByte(KEY_ZERO);
      return;
    }
    into.putByte(value.signum() < 0 ? KEY_NEGATIVE : KEY_POSITIVE);
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
