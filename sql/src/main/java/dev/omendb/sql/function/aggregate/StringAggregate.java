package dev.omendb.sql.function.aggregate;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.ByteBuffering;

/// string_agg over text and bytea: a row's delimiter goes before its value, but not before the
/// first.
final class StringAggregate extends RowCollector {
  StringAggregate() {
    super(new Column[] {new BytesColumn(16), new BytesColumn(16)}, true);
  }

  @Override
  public void result(int group, Column into) {
    int start = first(group);
    if (start < 0) {
      into.appendNull();
      return;
    }
    ByteBuffering text = new ByteBuffering();
    BytesColumn values = (BytesColumn) column(0);
    BytesColumn delimiters = (BytesColumn) column(1);
    for (int row = start; row >= 0; row = next(row)) {
      if (row != start && !delimiters.isNull(row)) {
        text.writeBytes(delimiters.heap(), delimiters.offset(row), delimiters.length(row));
      }
      text.writeBytes(values.heap(), values.offset(row), values.length(row));
    }
    text.appendTo((BytesColumn) into);
  }
}
