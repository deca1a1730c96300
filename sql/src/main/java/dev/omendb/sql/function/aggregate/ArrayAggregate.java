package dev.omendb.sql.function.aggregate;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.array.ArrayType;
import dev.omendb.sql.type.array.ArrayValue;

/// array_agg: of scalars an array, of arrays an array with one more dimension.
final class ArrayAggregate extends RowCollector {
  private final PgType argument;

  ArrayAggregate(PgType argument) {
    super(new Column[] {argument.storage(-1).newColumn(16)}, false);
    this.argument = argument;
  }

  @Override
  public void result(int group, Column into) {
    if (first(group) < 0) {
      into.appendNull();
    } else if (argument instanceof ArrayType array) {
      nested(group, array.element(), (BytesColumn) into);
    } else {
      ArrayBuilder builder = new ArrayBuilder(argument);
      for (int row = first(group); row >= 0; row = next(row)) {
        builder.elements().appendFrom(column(0), row);
      }
      builder.finish((BytesColumn) into);
    }
  }

  private void nested(int group, PgType element, BytesColumn into) {
    ArrayBuilder builder = new ArrayBuilder(element);
    ArrayValue array = new ArrayValue(element);
    int[] lengths = new int[0];
    int count = 0;
    for (int row = first(group); row >= 0; row = next(row)) {
      if (column(0).isNull(row)) {
        throw new DatabaseException(
            SqlState.NULL_VALUE_NOT_ALLOWED, "cannot accumulate null arrays");
      }
      array.at(column(0), row);
      if (array.dimensions() == 0) {
        throw new DatabaseException(
            SqlState.ARRAY_SUBSCRIPT_ERROR, "cannot accumulate empty arrays");
      }
      if (count++ == 0) {
        lengths = new int[array.dimensions() + 1];
        for (int d = 0; d < array.dimensions(); d++) {
          lengths[d + 1] = array.length(d);
        }
      }
      boolean same = array.dimensions() + 1 == lengths.length;
      for (int d = 0; same && d < array.dimensions(); d++) {
        same = lengths[d + 1] == array.length(d);
      }
      if (!same) {
        throw new DatabaseException(
            SqlState.ARRAY_SUBSCRIPT_ERROR, "cannot accumulate arrays of different dimensionality");
      }
      array.appendAllTo(builder.elements());
    }
    lengths[0] = count;
    int[] lowerBounds = new int[lengths.length];
    java.util.Arrays.fill(lowerBounds, 1);
    builder.finish(lengths.length, lengths, lowerBounds, into);
  }
}
