package dev.omendb.sql.type.numeric;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.DecimalWriter;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.TypeInfo;

/// numeric(precision, scale). Storage: see [Numeric].
public final class NumericType extends BytesType {
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

  /// See [NumericKey].
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    BytesColumn numerics = (BytesColumn) column;
    switch (Numeric.kind(numerics, row)) {
      case NAN -> into.putByte(NumericKey.NAN);
      case POSITIVE_INFINITY -> into.putByte(NumericKey.POSITIVE_INFINITY);
      case NEGATIVE_INFINITY -> into.putByte(NumericKey.NEGATIVE_INFINITY);
      case FINITE -> NumericKey.encode(Numeric.decimal(numerics, row), into);
    }
  }
}
