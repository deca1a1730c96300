package dev.omendb.sql.type.network;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeInfo;

/// macaddr and macaddr8. Storage: FIXED, the six or eight bytes.
public final class MacType extends BytesType {
  private static final String HEX = "0123456789abcdef";

  private final int width;

  private MacType(TypeInfo info, int width) {
    super(info, info.name());
    this.width = width;
  }

  public static MacType six(TypeInfo info) {
    return new MacType(info, 6);
  }

  public static MacType eight(TypeInfo info) {
    return new MacType(info, 8);
  }

  @Override
  public StorageType storage(int typmod) {
    return StorageType.fixed(width);
  }

  /// Pairs of hexadecimal digits, set apart by `:`, `-` or `.` or run together. Six bytes given for
  /// macaddr8 get FF FE in the middle.
  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    byte[] bytes = new byte[8];
    int count = 0;
    int at = Ascii.skipSpaces(source, from, to);
    int end = Ascii.trimEnd(source, at, to);
    boolean afterSeparator = true;
    while (at < end) {
      int high = Ascii.hexValue(source[at]);
      if (high < 0) {
        if (afterSeparator || (source[at] != ':' && source[at] != '-' && source[at] != '.')) {
          throw malformed(source, from, to);
        }
        afterSeparator = true;
        at++;
        continue;
      }
      int low = at + 1 < end ? Ascii.hexValue(source[at + 1]) : -1;
      if (low < 0 || count == 8) {
        throw malformed(source, from, to);
      }
      bytes[count++] = (byte) (high << 4 | low);
      afterSeparator = false;
      at += 2;
    }
    if (width == 8 && count == 6) {
      System.arraycopy(bytes, 3, bytes, 5, 3);
      bytes[3] = (byte) 0xFF;
      bytes[4] = (byte) 0xFE;
      count = 8;
    }
    if (count != width || afterSeparator) {
      throw malformed(source, from, to);
    }
    ((BytesColumn) into).append(bytes, 0, width);
  }

  private DatabaseException malformed(byte[] source, int from, int to) {
    return InputErrors.syntax(name(), source, from, to);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn values = (BytesColumn) column;
    for (int i = 0; i < width; i++) {
      if (i > 0) {
        out.writeByte(':');
      }
      int value = values.heap()[values.offset(row) + i];
      out.writeByte(HEX.charAt(value >>> 4 & 15));
      out.writeByte(HEX.charAt(value & 15));
    }
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireBytes(length, width);
    ((BytesColumn) into).append(source, from, width);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn values = (BytesColumn) column;
    out.writeBytes(values.heap(), values.offset(row), width);
  }

  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    BytesColumn values = (BytesColumn) column;
    into.putBytes(values.heap(), values.offset(row), width);
  }
}
