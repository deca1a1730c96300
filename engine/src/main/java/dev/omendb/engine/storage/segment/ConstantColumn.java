package dev.omendb.engine.storage.segment;

import dev.omendb.engine.catalog.CatalogObject.MissingValue;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import org.jspecify.annotations.Nullable;

/// The same value in every row: a column added after the segment was written.
///
/// @param value null: every row is NULL
public record ConstantColumn(@Nullable MissingValue value) implements ColumnSource {
  @Override
  public void read(int from, int to, Column into) {
    for (int position = from; position < to; position++) {
      read(position, into);
    }
  }

  @Override
  public void read(int position, Column into) {
    if (value == null) {
      into.appendNull();
      return;
    }
    switch (into) {
      case LongColumn longs -> longs.append(value.bits());
      case DoubleColumn doubles -> doubles.append(Double.longBitsToDouble(value.bits()));
      case BytesColumn bytes -> {
        byte[] constant = value.bytes();
        bytes.append(constant == null ? new byte[0] : constant);
      }
    }
  }

  @Override
  public boolean hasNulls() {
    return value == null;
  }

  @Override
  public boolean isNull(int position) {
    return value == null;
  }
}
