package dev.omendb.sql.type.numeric;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.DecimalWriter;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.LongType;
import dev.omendb.sql.type.TypeInfo;

/// smallint, integer and bigint. Storage: INT2, INT4, INT8.
public final class IntegerType extends LongType {
  private final int width;
  private final long minimum;
  private final long maximum;
  private final String displayName;

  private IntegerType(TypeInfo info, StorageType storage, String displayName) {
    super(info, storage, displayName);
    this.width = storage.width();
    this.maximum = -1L >>> (65 - 8 * width);
    this.minimum = -maximum - 1;
    this.displayName = displayName;
  }

  public static IntegerType smallint(TypeInfo info) {
    return new IntegerType(info, StorageType.INT2, "smallint");
  }

  public static IntegerType integer(TypeInfo info) {
    return new IntegerType(info, StorageType.INT4, "integer");
  }

  public static IntegerType bigint(TypeInfo info) {
    return new IntegerType(info, StorageType.INT8, "bigint");
  }

  public long minimum() {
    return minimum;
  }

  public long maximum() {
    return maximum;
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    ((LongColumn) into).append(parse(source, from, to));
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    DecimalWriter.write(out, ((LongColumn) column).get(row));
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireLength(length, width);
    long value =
        switch (width) {
          case 2 -> BigEndian.getShort(source, from);
          case 4 -> BigEndian.getInt(source, from);
          default -> BigEndian.getLong(source, from);
        };
    ((LongColumn) into).append(value);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    long value = ((LongColumn) column).get(row);
    switch (width) {
      case 2 -> out.writeShort((int) value);
      case 4 -> out.writeInt((int) value);
      default -> out.writeLong(value);
    }
  }

  /// An integer of this type from text: spaces around, an optional sign, decimal digits.
  public long parse(byte[] source, int from, int to) {
    int at = Ascii.skipSpaces(source, from, to);
    boolean negative = false;
    if (at < to && (source[at] == '-' || source[at] == '+')) {
      negative = source[at] == '-';
      at++;
    }
    int firstDigit = at;
    // Accumulated negative, which reaches one further.
    long value = 0;
    boolean overflow = false;
    while (at < to && Ascii.isDigit(source[at])) {
      int digit = source[at] - '0';
      overflow |= value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit;
      value = value * 10 - digit;
      at++;
    }
    // PostgreSQL notices overflow while it reads digits, before rubbish after them.
    if (at == firstDigit) {
      throw InputErrors.syntax(displayName, source, from, to);
    }
    if (overflow || value < minimum) {
      throw InputErrors.valueOutOfRange(displayName, source, from, to);
    }
    if (Ascii.skipSpaces(source, at, to) != to) {
      throw InputErrors.syntax(displayName, source, from, to);
    }
    if (!negative && -value > maximum || !negative && value == Long.MIN_VALUE) {
      throw InputErrors.valueOutOfRange(displayName, source, from, to);
    }
    return negative ? value : -value;
  }
}
