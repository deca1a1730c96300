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

/// oid, xid and cid: unsigned 32-bit integers. Storage: INT8, 0..4294967295.
public final class OidType extends LongType {
  private static final long MAXIMUM = 0xFFFFFFFFL;

  public OidType(TypeInfo info) {
    super(info, StorageType.INT8, info.name());
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    ((LongColumn) into).append(parse(name(), source, from, to));
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    DecimalWriter.write(out, ((LongColumn) column).get(row));
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireLength(length, 4);
    ((LongColumn) into).append(BigEndian.getInt(source, from) & MAXIMUM);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    out.writeInt((int) ((LongColumn) column).get(row));
  }

  @Override
  public boolean isOrderable() {
    return oid() == 26;
  }

  @Override
  public boolean isHashable() {
    return true;
  }

  /// An unsigned 32-bit integer as strtoul reads it: negative numbers of 32 bits wrap around.
  public static long parse(String type, byte[] source, int from, int to) {
    int at = Ascii.skipSpaces(source, from, to);
    boolean negative = false;
    if (at < to && (source[at] == '-' || source[at] == '+')) {
      negative = source[at] == '-';
      at++;
    }
    int firstDigit = at;
    long value = 0;
    while (at < to && Ascii.isDigit(source[at])) {
      value = Math.min(value * 10 + (source[at] - '0'), 1L << 40);
      at++;
    }
    if (at == firstDigit || Ascii.skipSpaces(source, at, to) != to) {
      throw InputErrors.syntax(type, source, from, to);
    }
    if (value > (negative ? MAXIMUM / 2 + 1 : MAXIMUM)) {
      throw InputErrors.valueOutOfRange(type, source, from, to);
    }
    return (negative ? -value : value) & MAXIMUM;
  }
}
