package dev.omendb.sql.type.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.Hashing;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.Utf8;
import java.util.Arrays;

/// character(n), padded with spaces to n characters; trailing spaces do not count in comparisons.
/// Storage: the padded UTF-8 bytes.
public final class BpcharType extends BytesType {
  private static final String NAME = "character";

  public BpcharType(TypeInfo info) {
    super(info, NAME);
  }

  @Override
  public String displayName(int typmod) {
    return typmod < 0 ? NAME : NAME + "(" + (typmod - CharacterLimit.HEADER) + ")";
  }

  @Override
  public int typmodIn(String[] modifiers) {
    return CharacterLimit.typmodIn("char", modifiers);
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
    parseText(source, from, from + length, typmod, FormatSettings.DEFAULT, into);
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

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    BytesColumn left = (BytesColumn) a;
    BytesColumn right = (BytesColumn) b;
    return Arrays.compareUnsigned(
        left.heap(),
        left.offset(rowA),
        left.offset(rowA) + trimmedLength(left, rowA),
        right.heap(),
        right.offset(rowB),
        right.offset(rowB) + trimmedLength(right, rowB));
  }

  @Override
  public boolean equal(Column a, int rowA, Column b, int rowB) {
    return compare(a, rowA, b, rowB) == 0;
  }

  @Override
  public long hash(Column column, int row) {
    BytesColumn text = (BytesColumn) column;
    return Hashing.ofBytes(text.heap(), text.offset(row), trimmedLength(text, row));
  }

  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    BytesColumn text = (BytesColumn) column;
    encodeEscaped(text.heap(), text.offset(row), trimmedLength(text, row), into);
  }

  /// Bytes of the value without trailing spaces: what a cast to text keeps.
  public static int trimmedLength(BytesColumn text, int row) {
    byte[] heap = text.heap();
    int from = text.offset(row);
    int end = from + text.length(row);
    while (end > from && heap[end - 1] == ' ') {
      end--;
    }
    return end - from;
  }

  private static void append(
      byte[] source, int from, int to, int typmod, boolean explicit, BytesColumn into) {
    if (typmod < CharacterLimit.HEADER) {
      into.append(source, from, to - from);
      return;
    }
    int limit = typmod - CharacterLimit.HEADER;
    int end = Utf8.skipCharacters(source, from, to, limit);
    if (end < to && !explicit && !CharacterLimit.isBlank(source, end, to)) {
      throw CharacterLimit.tooLong(NAME, limit);
    }
    int padding = limit - Utf8.countCharacters(source, from, end);
    int at = into.reserve(end - from + padding);
    byte[] heap = into.heap();
    System.arraycopy(source, from, heap, at, end - from);
    Arrays.fill(heap, at + end - from, at + end - from + padding, (byte) ' ');
  }
}
