package dev.omendb.sql.type.system;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.TypeInfo;

/// A type of PostgreSQL's that pg_type lists and that has no values here: point, xml, int4range, ….
public final class ListedType extends BytesType {
  public ListedType(TypeInfo info) {
    super(info, info.name());
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    throw unsupported();
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    throw unsupported();
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    throw unsupported();
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    throw unsupported();
  }

  @Override
  public boolean isOrderable() {
    return false;
  }

  private DatabaseException unsupported() {
    return DatabaseException.unsupported("type " + name());
  }
}
