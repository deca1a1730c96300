package dev.omendb.sql.type.system;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.LongType;
import dev.omendb.sql.type.TypeInfo;

/// xid8: an unsigned 64-bit transaction number. Storage: INT8.
public final class Xid8Type extends LongType {
  public Xid8Type(TypeInfo info) {
    super(info, StorageType.INT8, "xid8");
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    try {
      String text = InputErrors.text(source, from, to).strip();
      ((LongColumn) into).append(Long.parseUnsignedLong(text));
    } catch (NumberFormatException notANumber) {
      throw InputErrors.syntax("xid8", source, from, to);
    }
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    out.writeAscii(Long.toUnsignedString(((LongColumn) column).get(row)));
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireLength(length, 8);
    ((LongColumn) into).append(BigEndian.getLong(source, from));
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    out.writeLong(((LongColumn) column).get(row));
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    return Long.compareUnsigned(((LongColumn) a).get(rowA), ((LongColumn) b).get(rowB));
  }

  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    into.putLong(((LongColumn) column).get(row));
  }
}
