package dev.omendb.sql.type.system;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.TypeInfo;

/// A type that only names what functions take or return: anyelement, trigger, internal, void, …. Of
/// these only void has values; they are empty.
public final class PseudoType extends BytesType {
  private final boolean isVoid;

  public PseudoType(TypeInfo info) {
    super(info, info.name().equals("any") ? "\"any\"" : info.name());
    this.isVoid = info.name().equals("void");
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    if (!isVoid) {
      throw unusable("accept");
    }
    ((BytesColumn) into).reserve(0);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    if (!isVoid) {
      throw unusable("display");
    }
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    parseText(source, from, from + length, typmod, FormatSettings.DEFAULT, into);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    formatText(column, row, FormatSettings.DEFAULT, out);
  }

  @Override
  public boolean isOrderable() {
    return false;
  }

  private DatabaseException unusable(String verb) {
    return new DatabaseException(
        SqlState.FEATURE_NOT_SUPPORTED, "cannot " + verb + " a value of type " + displayName(-1));
  }
}
