package dev.omendb.engine.storage.segment;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.storage.SegmentReader.FixedRows;
import dev.omendb.engine.storage.SegmentReader.Range;
import dev.omendb.engine.storage.SegmentReader.VariableRows;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A stored column with the bounds of each block beside it.
///
/// @param bounds minimum and maximum of each block; minimum above maximum: unknown
record BoundedColumn(ColumnSource values, MemorySegment bounds) implements ColumnSource {
  @Override
  public void read(int from, int to, Column into) {
    values.read(from, to, into);
  }

  @Override
  public void read(int position, Column into) {
    values.read(position, into);
  }

  @Override
  public void read(int[] positions, int count, Column into) {
    values.read(positions, count, into);
  }

  @Override
  public boolean hasNulls() {
    return values.hasNulls();
  }

  @Override
  public boolean isNull(int position) {
    return values.isNull(position);
  }

  @Override
  public @Nullable FixedRows fixedRows() {
    return values.fixedRows();
  }

  @Override
  public @Nullable VariableRows variableRows() {
    return values.variableRows();
  }

  @Override
  public @Nullable Range range(int block) {
    if (16L * block >= bounds.byteSize()) {
      return null;
    }
    long minimum = bounds.get(SegmentFormat.LONG, 16L * block);
    long maximum = bounds.get(SegmentFormat.LONG, 16L * block + 8);
    return minimum == Long.MAX_VALUE && maximum == Long.MIN_VALUE
        ? null
        : new Range(minimum, maximum);
  }
}
