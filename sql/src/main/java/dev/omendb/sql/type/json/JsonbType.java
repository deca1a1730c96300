package dev.omendb.sql.type.json;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.Utf8;

/// jsonb. Storage: the normalised text in UTF-8, exactly as it prints.
public final class JsonbType extends BytesType {
  private static final int BINARY_VERSION = 1;

  public JsonbType(TypeInfo info) {
    super(info, "jsonb");
  }

  /// The tree of a stored value.
  public static Json tree(Column column, int row) {
    BytesColumn text = (BytesColumn) column;
    int from = text.offset(row);
    return JsonParser.parse(text.heap(), from, from + text.length(row));
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    Utf8.validate(source, from, to);
    ByteArraySink out = new ByteArraySink(to - from);
    JsonWriter.write(JsonParser.parse(source, from, to).normalized(), out);
    ((BytesColumn) into).append(out.bytes(), 0, out.position());
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn text = (BytesColumn) column;
    out.writeBytes(text.heap(), text.offset(row), text.length(row));
  }

  /// A version byte, 1, then text.
  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    if (length < 1) {
      throw InputErrors.insufficientData();
    }
    if (source[from] != BINARY_VERSION) {
      throw new DatabaseException(
          SqlState.INTERNAL_ERROR, "unsupported jsonb version number " + (source[from] & 0xFF));
    }
    parseText(source, from + 1, from + length, typmod, FormatSettings.DEFAULT, into);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    out.writeByte(BINARY_VERSION);
    formatText(column, row, FormatSettings.DEFAULT, out);
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    return super.equal(a, rowA, b, rowB) ? 0 : JsonOrder.compare(tree(a, rowA), tree(b, rowB));
  }

  @Override
  public boolean equal(Column a, int rowA, Column b, int rowB) {
    return compare(a, rowA, b, rowB) == 0;
  }

  @Override
  public long hash(Column column, int row) {
    return JsonOrder.hash(tree(column, row));
  }

  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    JsonOrder.encode(tree(column, row), into);
  }
}
