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

/// date. Storage: INT4, days since 2000-01-01; the extremes are the infinities.
public final class DateType extends LongType {
  public DateType(TypeInfo info) {
    super(info, StorageType.INT4, "date");
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    long days = IsoTimestamp.days(source, from, to);
    ((LongColumn) into)
        .append(days != IsoTimestamp.OTHER_FORM ? days : decode(source, from, to, settings));
  }

  private static long decode(byte[] source, int from, int to, FormatSettings settings) {
    String literal = InputErrors.text(source, from, to);
    DateTimeDecoder decoder = new DateTimeDecoder("date", literal, settings);
    return switch (decoder.decodeDateTime()) {
      case EPOCH -> DateTimes.UNIX_EPOCH_DAYS;
      case INFINITY -> DateTimes.DATE_INFINITY;
      case NEGATIVE_INFINITY -> DateTimes.DATE_NEGATIVE_INFINITY;
      case DATE_TIME -> {
        long days = decoder.parts().days();
        if (!DateTimes.isValidDate(days)) {
          throw decoder.errors().outOfRange("date");
        }
        yield days;
      }
    };
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    DateTimeWriter.writeDate(out, ((LongColumn) column).get(row), settings);
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireLength(length, 4);
    int days = BigEndian.getInt(source, from);
    if (DateTimes.isFiniteDate(days) && !DateTimes.isValidDate(days)) {
      throw new DatabaseException(SqlState.DATETIME_FIELD_OVERFLOW, "date out of range");
    }
    ((LongColumn) into).append(days);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    out.writeInt((int) ((LongColumn) column).get(row));
  }
}
