package dev.omendb.sql.type.system;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.LongType;
import dev.omendb.sql.type.TypeInfo;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// tid: a row's place, `(block,offset)`. Storage: INT8, block << 16 | offset.
public final class TidType extends LongType {
  private static final Pattern FORM = Pattern.compile("\\s*\\((\\d{1,10}),(\\d{1,5})\\)\\s*");

  public TidType(TypeInfo info) {
    super(info, StorageType.INT8, "tid");
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    Matcher matcher = FORM.matcher(InputErrors.text(source, from, to));
    if (!matcher.matches()
        || Long.parseLong(matcher.group(1)) > 0xFFFFFFFFL
        || Integer.parseInt(matcher.group(2)) > 0xFFFF) {
      throw InputErrors.syntax("tid", source, from, to);
    }
    ((LongColumn) into)
        .append(Long.parseLong(matcher.group(1)) << 16 | Integer.parseInt(matcher.group(2)));
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    long tid = ((LongColumn) column).get(row);
    out.writeAscii("(" + (tid >>> 16) + "," + (tid & 0xFFFF) + ")");
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireLength(length, 6);
    long block = BigEndian.getInt(source, from) & 0xFFFFFFFFL;
    ((LongColumn) into).append(block << 16 | BigEndian.getShort(source, from + 4) & 0xFFFF);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    long tid = ((LongColumn) column).get(row);
    out.writeInt((int) (tid >>> 16));
    out.writeShort((int) tid);
  }
}
