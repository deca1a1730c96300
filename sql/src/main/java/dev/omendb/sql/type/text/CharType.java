package dev.omendb.sql.type.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeInfo;

/// "char": one byte. Storage: the byte, or nothing for the byte 0, which '' means.
public final class CharType extends BytesType {
  public CharType(TypeInfo info) {
    super(info, "\"char\"");
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    ((BytesColumn) into).append(source, from, from == to || source[from] == 0 ? 0 : 1);
  }

  /// A byte above 127 is no valid UTF-8 by itself and prints as an octal escape.
  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn bytes = (BytesColumn) column;
    if (bytes.length(row) > 0) {
      int value = bytes.heap()[bytes.offset(row)] & 0xFF;
      if (value < 0x80) {
        out.writeByte(value);
      } else {
        out.writeByte('\\');
        out.writeByte('0' + (value >>> 6));
        out.writeByte('0' + (value >>> 3 & 7));
        out.writeByte('0' + (value & 7));
      }
    }
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireBytes(length, 1);
    ((BytesColumn) into).append(source, from, source[from] == 0 ? 0 : 1);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn bytes = (BytesColumn) column;
    out.writeByte(bytes.length(row) == 0 ? 0 : bytes.heap()[bytes.offset(row)]);
  }
}
