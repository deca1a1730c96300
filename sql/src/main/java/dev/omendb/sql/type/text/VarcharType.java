package dev.omendb.sql.type.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.Utf8;

/// character varying(n). Storage: the UTF-8 bytes.
public final class VarcharType extends BytesType {
  private static final String NAME = "character varying";

  public VarcharType(TypeInfo info) {
    super(info, NAME);
  }

  @Override
  public String displayName(int typmod) {
    return typmod < 0 ? NAME : NAME + "(" + (typmod - CharacterLimit.HEADER) + ")";
  }

  @Override
  public int typmodIn(String[] modifiers) {
    return CharacterLimit.typmodIn("varchar", modifiers);
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    Utf8.validate(source, from, to);
    append(source, from, to, typmod, false, (BytesColumn) into);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    formatBinary(column, row, out);
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    Utf8.validate(source, from, from + length);
    append(source, from, from + length, typmod, false, (BytesColumn) into);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn text = (BytesColumn) column;
    out.writeBytes(text.heap(), text.offset(row), text.length(row));
  }

  @Override
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    BytesColumn text = (BytesColumn) source;
    int from = text.offset(row);
    append(text.heap(), from, from + text.length(row), typmod, explicit, (BytesColumn) into);
  }

  /// Cuts to n characters: silently in a cast, otherwise only if no more than spaces go.
  private static void append(
      byte[] source, int from, int to, int typmod, boolean explicit, BytesColumn into) {
    int limit = typmod - CharacterLimit.HEADER;
    int end = to;
    if (typmod >= CharacterLimit.HEADER && to - from > limit) {
      end = Utf8.skipCharacters(source, from, to, limit);
      if (!explicit && !CharacterLimit.isBlank(source, end, to)) {
        throw CharacterLimit.tooLong(NAME, limit);
      }
    }
    into.append(source, from, end - from);
  }
}
