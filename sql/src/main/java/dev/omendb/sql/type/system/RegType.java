package dev.omendb.sql.type.system;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.CatalogNames;
import dev.omendb.sql.type.DecimalWriter;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.LongType;
import dev.omendb.sql.type.TypeInfo;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// regclass, regtype, regproc and their like: an oid that reads and prints as the name of what it
/// refers to. Storage: INT8, the oid; 0 prints as `-`, or `0` for operators.
public final class RegType extends LongType {
  private static final long MAXIMUM = 0xFFFFFFFFL;

  private final CatalogNames.Kind kind;

  public RegType(TypeInfo info, CatalogNames.Kind kind) {
    super(info, StorageType.INT8, info.name());
    this.kind = kind;
  }

  public CatalogNames.Kind kind() {
    return kind;
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    long oid;
    if (to - from == 1 && source[from] == '-') {
      oid = 0;
    } else if (isNumber(source, from, to)) {
      oid = number(source, from, to);
    } else {
      oid = settings.names().resolve(kind, InputErrors.text(source, from, to));
    }
    ((LongColumn) into).append(oid);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    long oid = ((LongColumn) column).get(row);
    if (oid == 0) {
      boolean operator =
          kind == CatalogNames.Kind.OPER || kind == CatalogNames.Kind.OPERATOR;
      out.writeByte(operator ? '0' : '-');
      return;
    }
    @Nullable String name = settings.names().print(kind, oid);
    if (name == null) {
      DecimalWriter.write(out, oid);
    } else {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(bytes, 0, bytes.length);
    }
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireLength(length, 4);
    ((LongColumn) into).append(BigEndian.getInt(source, from) & MAXIMUM);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    out.writeInt((int) ((LongColumn) column).get(row));
  }

  private static boolean isNumber(byte[] source, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Ascii.isDigit(source[i])) {
        return false;
      }
    }
    return from < to;
  }

  private static long number(byte[] source, int from, int to) {
    long oid = 0;
    for (int i = from; i < to; i++) {
      oid = oid * 10 + (source[i] - '0');
      if (oid > MAXIMUM) {
        throw new DatabaseException(
            SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
            "value \"" + InputErrors.text(source, from, to) + "\" is out of range for type oid");
      }
    }
    return oid;
  }
}
