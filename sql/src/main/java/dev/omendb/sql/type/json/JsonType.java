package dev.omendb.sql.type.json;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.Utf8;

/// json: checked and kept as written. Storage: the UTF-8 text. No order, no equality.
public final class JsonType extends BytesType {
  public JsonType(TypeInfo info) {
    super(info, "json");
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    Utf8.validate(source, from, to);
    JsonParser.validate(source, from, to);
    ((BytesColumn) into).append(source, from, to - from);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    formatBinary(column, row, out);
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    parseText(source, from, from + length, typmod, FormatSettings.DEFAULT, into);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn text = (BytesColumn) column;
    out.writeBytes(text.heap(), text.offset(row), text.length(row));
  }

  @Override
  public boolean isOrderable() {
    return false;
  }
}
