package dev.omendb.sql.type.array;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeInfo;

/// int2vector and oidvector of the catalogs: one-dimensional arrays from subscript 0 that are
/// written with spaces, `1 2 3`. Storage: as an array of one dimension, even without elements.
public final class SpacedArrayType extends ArrayType {
  public SpacedArrayType(TypeInfo info, PgType element) {
    super(info, element);
  }

  @Override
  public String displayName(int typmod) {
    return name();
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    ArrayBuilder builder = new ArrayBuilder(element());
    int at = Ascii.skipSpaces(source, from, to);
    while (at < to) {
      int end = at;
      while (end < to && !Ascii.isSpace(source[end])) {
        end++;
      }
      element().parseText(source, at, end, typmod, settings, builder.elements());
      at = Ascii.skipSpaces(source, end, to);
    }
    int count = builder.elements().size();
    builder.finish(1, new int[] {count}, new int[] {0}, (BytesColumn) into);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    ArrayValue array = new ArrayValue(element()).at(column, row);
    Column values = element().storage(-1).newColumn(array.count());
    array.appendAllTo(values);
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.writeByte(' ');
      }
      element().formatText(values, i, settings, out);
    }
  }

  /// By length first, then element by element.
  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    int order = Integer.compare(count(a, rowA), count(b, rowB));
    return order != 0 ? order : super.compare(a, rowA, b, rowB);
  }

  /// The length, then the key of an array.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    into.putLong(count(column, row));
    super.encode(column, row, into);
  }

  private int count(Column column, int row) {
    return new ArrayValue(element()).at(column, row).count();
  }

  @Override
  boolean keepsEmptyDimension() {
    return true;
  }
}
