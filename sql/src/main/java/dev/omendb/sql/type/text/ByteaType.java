package dev.omendb.sql.type.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.Utf8;

/// bytea, in hex (`\x00ff`) or escape (`\000a\\`) text form. Storage: the bytes.
public final class ByteaType extends BytesType {
  private static final String HEX = "0123456789abcdef";

  public ByteaType(TypeInfo info) {
    super(info, "bytea");
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    if (to - from >= 2 && source[from] == '\\' && source[from + 1] == 'x') {
      parseHex(source, from + 2, to, (BytesColumn) into);
    } else {
      parseEscape(source, from, to, (BytesColumn) into);
    }
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn bytes = (BytesColumn) column;
    byte[] heap = bytes.heap();
    int from = bytes.offset(row);
    int to = from + bytes.length(row);
    if (settings.byteaHex()) {
      out.writeByte('\\');
      out.writeByte('x');
      for (int i = from; i < to; i++) {
        out.writeByte(HEX.charAt(heap[i] >>> 4 & 15));
        out.writeByte(HEX.charAt(heap[i] & 15));
      }
    } else {
      formatEscape(heap, from, to, out);
    }
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    ((BytesColumn) into).append(source, from, length);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn bytes = (BytesColumn) column;
    out.writeBytes(bytes.heap(), bytes.offset(row), bytes.length(row));
  }

  /// Pairs of hexadecimal digits, spaces allowed between pairs.
  private static void parseHex(byte[] source, int from, int to, BytesColumn into) {
    int digits = 0;
    for (int i = from; i < to; i++) {
      if (Ascii.hexValue(source[i]) >= 0) {
        digits++;
      } else if (!isHexSpace(source[i]) || (digits & 1) == 1) {
        int end = Math.min(to, i + Utf8.characterLength(source[i]));
        throw hexError("invalid hexadecimal digit: \"" + InputErrors.text(source, i, end) + "\"");
      }
    }
    if ((digits & 1) == 1) {
      throw hexError("invalid hexadecimal data: odd number of digits");
    }
    int at = into.reserve(digits / 2);
    byte[] heap = into.heap();
    int i = from;
    while (i < to) {
      if (isHexSpace(source[i])) {
        i++;
      } else {
        heap[at++] = (byte) (Ascii.hexValue(source[i]) << 4 | Ascii.hexValue(source[i + 1]));
        i += 2;
      }
    }
  }

  private static boolean isHexSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\t' || b == '\r';
  }

  private static DatabaseException hexError(String message) {
    return new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, message);
  }

  private static void parseEscape(byte[] source, int from, int to, BytesColumn into) {
    int length = 0;
    for (int i = from; i < to; length++) {
      int step = escapeLength(source, i, to);
      if (step == 0) {
        throw new DatabaseException(
            SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type bytea");
      }
      i += step;
    }
    int at = into.reserve(length);
    byte[] heap = into.heap();
    for (int i = from; i < to; ) {
      int step = escapeLength(source, i, to);
      heap[at++] =
          step == 4
              ? (byte)
                  ((source[i + 1] - '0') << 6 | (source[i + 2] - '0') << 3 | (source[i + 3] - '0'))
              : source[i];
      i += step;
    }
  }

  /// Source bytes of the next output byte: 1 plain, 2 `\\`, 4 `\ooo`, 0 malformed.
  private static int escapeLength(byte[] source, int at, int to) {
    if (source[at] != '\\') {
      return 1;
    }
    if (at + 3 < to
        && source[at + 1] >= '0'
        && source[at + 1] <= '3'
        && isOctal(source[at + 2])
        && isOctal(source[at + 3])) {
      return 4;
    }
    return at + 1 < to && source[at + 1] == '\\' ? 2 : 0;
  }

  private static boolean isOctal(byte b) {
    return b >= '0' && b <= '7';
  }

  private static void formatEscape(byte[] heap, int from, int to, ByteSink out) {
    for (int i = from; i < to; i++) {
      int value = heap[i] & 0xFF;
      if (value == '\\') {
        out.writeByte('\\');
        out.writeByte('\\');
      } else if (value < 0x20 || value > 0x7E) {
        out.writeByte('\\');
        out.writeByte('0' + (value >>> 6));
        out.writeByte('0' + (value >>> 3 & 7));
        out.writeByte('0' + (value & 7));
      } else {
        out.writeByte(value);
      }
    }
  }
}
