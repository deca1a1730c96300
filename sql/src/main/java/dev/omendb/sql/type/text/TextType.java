package dev.omendb.sql.type.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.Utf8;

/// text, and the types that are text with another name: unknown, refcursor, pg_node_tree, cstring.
/// Storage: the UTF-8 bytes. Order is that of the bytes (the C.UTF-8 collation).
public final class TextType extends BytesType {
  public TextType(TypeInfo info) {
    super(info, info.name());
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    Utf8.validate(source, from, to);
    ((BytesColumn) into).append(source, from, to - from);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    formatBinary(column, row, out);
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    Utf8.validate(source, from, from + length);
    ((BytesColumn) into).append(source, from, length);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn text = (BytesColumn) column;
    out.writeBytes(text.heap(), text.offset(row), text.length(row));
  }
}
