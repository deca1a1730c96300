package dev.omendb.sql.type.datetime;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.LittleEndian;
import dev.omendb.sql.type.TypeInfo;

/// time(p) with time zone. Storage: FIXED(12), little-endian: int64 microseconds since local
/// midnight, int32 zone in seconds west of Greenwich (as on the wire). Ordered by the moment, then
/// by zone.
public final class TimeTzType extends BytesType {
  private static final int BYTES = 12;
  private static final StorageType STORAGE = StorageType.fixed(BYTES);
  private static final int MAX_ZONE_SECONDS = 16 * 3600;

  public TimeTzType(TypeInfo info) {
    super(info, "timetz");
  }

  @Override
  public String displayName(int typmod) {
    return TimePrecision.display("time", typmod, " with time zone");
  }

  @Override
  public StorageType storage(int typmod) {
    return STORAGE;
  }

  @Override
  public int typmodIn(String[] modifiers) {
    return TimePrecision.typmodIn("TIME", " WITH TIME ZONE", modifiers);
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    DateTimeDecoder decoder =
        new DateTimeDecoder("time with time zone", InputErrors.text(source, from, to), settings);
    decoder.decodeTime();
    long micros = DateTimes.roundMicros(decoder.parts().timeOfDay(), typmod);
    append(micros, -decoder.parts().zoneSeconds, (BytesColumn) into);
  }

  /// Microseconds since local midnight.
  public static long micros(BytesColumn column, int row) {
    return LittleEndian.getLong(column.heap(), column.offset(row));
  }

  /// Seconds west of Greenwich.
  public static int zoneWest(BytesColumn column, int row) {
    return LittleEndian.getInt(column.heap(), column.offset(row) + 8);
  }

  /// Appends a value.
  public static void append(long micros, int zoneWest, BytesColumn into) {
    int at = into.reserve(BYTES);
    LittleEndian.putLong(into.heap(), at, micros);
    LittleEndian.putInt(into.heap(), at + 8, zoneWest);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    DateTimeWriter.writeTime(out, micros((BytesColumn) column, row));
    DateTimeWriter.writeOffset(out, -zoneWest((BytesColumn) column, row));
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireLength(length, BYTES);
    long micros = BigEndian.getLong(source, from);
    int zone = BigEndian.getInt(source, from + 8);
    if (micros < 0 || micros > DateTimes.MICROS_PER_DAY) {
      throw new DatabaseException(SqlState.DATETIME_FIELD_OVERFLOW, "time out of range");
    }
    if (zone <= -MAX_ZONE_SECONDS || zone >= MAX_ZONE_SECONDS) {
      throw new DatabaseException(
          SqlState.INVALID_TIME_ZONE_DISPLACEMENT_VALUE, "time zone displacement out of range");
    }
    append(DateTimes.roundMicros(micros, typmod), zone, (BytesColumn) into);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    out.writeLong(micros((BytesColumn) column, row));
    out.writeInt(zoneWest((BytesColumn) column, row));
  }

  @Override
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    BytesColumn times = (BytesColumn) source;
    append(
        DateTimes.roundMicros(micros(times, row), typmod),
        zoneWest(times, row),
        (BytesColumn) into);
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    int order = Long.compare(utc((BytesColumn) a, rowA), utc((BytesColumn) b, rowB));
    return order != 0
        ? order
        : Integer.compare(zoneWest((BytesColumn) a, rowA), zoneWest((BytesColumn) b, rowB));
  }

  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    into.putLong(utc((BytesColumn) column, row) ^ Long.MIN_VALUE);
    into.putLong(zoneWest((BytesColumn) column, row) ^ Long.MIN_VALUE);
  }

  private static long utc(BytesColumn column, int row) {
    return micros(column, row) + zoneWest(column, row) * DateTimes.MICROS_PER_SECOND;
  }
}
