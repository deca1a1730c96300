package dev.omendb.sql.type.datetime;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.LongType;
import dev.omendb.sql.type.TypeInfo;

/// time(p). Storage: INT8, microseconds since midnight, 24:00:00 included. Typmod is p.
public final class TimeType extends LongType {
  public TimeType(TypeInfo info) {
    super(info, StorageType.INT8, "time");
  }

  @Override
  public String displayName(int typmod) {
    return TimePrecision.display("time", typmod, " without time zone");
  }

  @Override
  public int typmodIn(String[] modifiers) {
    return TimePrecision.typmodIn("TIME", "", modifiers);
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    long micros = IsoTimestamp.timeOfDay(source, from, to);
    if (micros == IsoTimestamp.OTHER_FORM) {
      DateTimeDecoder decoder =
          new DateTimeDecoder("time", InputErrors.text(source, from, to), settings);
      decoder.decodeTime();
      micros = decoder.parts().timeOfDay();
    }
    ((LongColumn) into).append(DateTimes.roundMicros(micros, typmod));
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    DateTimeWriter.writeTime(out, ((LongColumn) column).get(row));
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireLength(length, 8);
    long micros = BigEndian.getLong(source, from);
    if (micros < 0 || micros > DateTimes.MICROS_PER_DAY) {
      throw new DatabaseException(SqlState.DATETIME_FIELD_OVERFLOW, "time out of range");
    }
    ((LongColumn) into).append(DateTimes.roundMicros(micros, typmod));
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    out.writeLong(((LongColumn) column).get(row));
  }

  @Override
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    ((LongColumn) into).append(DateTimes.roundMicros(((LongColumn) source).get(row), typmod));
  }
}
