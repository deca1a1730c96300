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

/// pg_lsn: a log position, `16/B374D848`. Storage: INT8, unsigned.
public final class LsnType extends LongType {
  public LsnType(TypeInfo info) {
    super(info, StorageType.INT8, "pg_lsn");
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    String text = InputErrors.text(source, from, to);
    if (!text.matches("[0-9a-fA-F]{1,8}/[0-9a-fA-F]{1,8}")) {
      throw InputErrors.syntax("pg_lsn", source, from, to);
    }
    int slash = text.indexOf('/');
    long high = Long.parseLong(text.substring(0, slash), 16);
    ((LongColumn) into).append(high << 32 | Long.parseLong(text.substring(slash + 1), 16));
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    long position = ((LongColumn) column).get(row);
    out.writeAscii("%X/%X".formatted(position >>> 32, position & 0xFFFFFFFFL));
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
