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

/// timestamp(p) without and with time zone. Storage: INT8, microseconds since 2000-01-01 (UTC with
/// time zone); the extremes are the infinities. Typmod is p.
public final class TimestampType extends LongType {
  private final boolean zoned;
  private final String suffix;

  private TimestampType(TypeInfo info, boolean zoned) {
    super(info, StorageType.INT8, info.name());
    this.zoned = zoned;
    this.suffix = zoned ? " with time zone" : " without time zone";
  }

  public static TimestampType withoutZone(TypeInfo info) {
    return new TimestampType(info, false);
  }

  public static TimestampType withZone(TypeInfo info) {
    return new TimestampType(info, true);
  }

  @Override
  public String displayName(int typmod) {
    return TimePrecision.display("timestamp", typmod, suffix);
  }

  @Override
  public int typmodIn(String[] modifiers) {
    return TimePrecision.typmodIn("TIMESTAMP", zoned ? " WITH TIME ZONE" : "", modifiers);
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    long micros = IsoTimestamp.micros(source, from, to, zoned ? settings.timeZone() : null);
    if (micros == IsoTimestamp.OTHER_FORM) {
      micros = decode(source, from, to, settings);
    }
    ((LongColumn) into).append(rounded(micros, typmod));
  }

  private long decode(byte[] source, int from, int to, FormatSettings settings) {
    String literal = InputErrors.text(source, from, to);
    String type = zoned ? "timestamp with time zone" : "timestamp";
    DateTimeDecoder decoder = new DateTimeDecoder(type, literal, settings);
    return switch (decoder.decodeDateTime()) {
      case EPOCH -> DateTimes.UNIX_EPOCH_MICROS;
      case INFINITY -> DateTimes.INFINITY;
      case NEGATIVE_INFINITY -> DateTimes.NEGATIVE_INFINITY;
      case DATE_TIME -> {
        long local = decoder.parts().localMicros();
        long offset = decoder.parts().zoneSeconds * DateTimes.MICROS_PER_SECOND;
        long micros = zoned ? local - offset : local;
        if (!DateTimes.isValidTimestamp(micros)) {
          throw decoder.errors().outOfRange("timestamp");
        }
        yield micros;
      }
    };
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    long micros = ((LongColumn) column).get(row);
    if (zoned) {
      DateTimeWriter.writeTimestampTz(out, micros, settings);
    } else {
      DateTimeWriter.writeTimestamp(out, micros, settings);
    }
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireLength(length, 8);
    long micros = BigEndian.getLong(source, from);
    if (DateTimes.isFinite(micros) && !DateTimes.isValidTimestamp(micros)) {
      throw new DatabaseException(SqlState.DATETIME_FIELD_OVERFLOW, "timestamp out of range");
    }
    ((LongColumn) into).append(rounded(micros, typmod));
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    out.writeLong(((LongColumn) column).get(row));
  }

  @Override
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    ((LongColumn) into).append(rounded(((LongColumn) source).get(row), typmod));
  }

  private static long rounded(long micros, int typmod) {
    return DateTimes.isFinite(micros) ? DateTimes.roundMicros(micros, typmod) : micros;
  }
}
