package dev.omendb.sql.type.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeInfo;

/// uuid. Storage: FIXED(16), the bytes in order.
public final class UuidType extends BytesType {
  private static final int BYTES = 16;
  private static final StorageType STORAGE = StorageType.fixed(BYTES);
  private static final String HEX = "0123456789abcdef";

  public UuidType(TypeInfo info) {
    super(info, "uuid");
  }

  @Override
  public StorageType storage(int typmod) {
    return STORAGE;
  }

  /// 32 hexadecimal digits, a hyphen allowed after each group of four, braces allowed around.
  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    BytesColumn bytes = (BytesColumn) into;
    boolean braces = from < to && source[from] == '{';
    int at = braces ? from + 1 : from;
    long high = 0;
    long low = 0;
    for (int i = 0; i < BYTES; i++) {
      int first = at < to ? Ascii.hexValue(source[at]) : -1;
      int second = at + 1 < to ? Ascii.hexValue(source[at + 1]) : -1;
      if (first < 0 || second < 0) {
        throw InputErrors.syntax("uuid", source, from, to);
      }
      high = high << 8 | low >>> 56;
      low = low << 8 | first << 4 | second;
      at += 2;
      if (at < to && source[at] == '-' && (i & 1) == 1 && i < BYTES - 1) {
        at++;
      }
    }
    if (braces) {
      if (at == to || source[at] != '}') {
        throw InputErrors.syntax("uuid", source, from, to);
      }
      at++;
    }
    if (at != to) {
      throw InputErrors.syntax("uuid", source, from, to);
    }
    int target = bytes.reserve(BYTES);
    BigEndian.putLong(bytes.heap(), target, high);
    BigEndian.putLong(bytes.heap(), target + 8, low);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn bytes = (BytesColumn) column;
    byte[] heap = bytes.heap();
    int from = bytes.offset(row);
    for (int i = 0; i < BYTES; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        out.writeByte('-');
      }
      out.writeByte(HEX.charAt(heap[from + i] >>> 4 & 15));
      out.writeByte(HEX.charAt(heap[from + i] & 15));
    }
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireLength(length, BYTES);
    ((BytesColumn) into).append(source, from, BYTES);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn bytes = (BytesColumn) column;
    out.writeBytes(bytes.heap(), bytes.offset(row), BYTES);
  }

  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    BytesColumn bytes = (BytesColumn) column;
    into.putBytes(bytes.heap(), bytes.offset(row), BYTES);
  }
}
