package dev.omendb.engine.storage.segment;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.omendb.engine.column.Column;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Few different values, each row a code of 1 or 2 bytes.
///
/// @param entries the values by code, never NULL
/// @param nulls as in [PlainColumn]
record DictionaryColumn(
    PlainColumn entries, int bytes, MemorySegment codes, @Nullable MemorySegment nulls)
    implements ColumnSource {
  @Override
  public void read(int from, int to, Column into) {
    for (int position = from; position < to; position++) {
      read(position, into);
    }
  }

  @Override
  public void read(int position, Column into) {
    if (isNull(position)) {
      into.appendNull();
    } else {
      entries.read((int) PackedColumn.distance(codes, bytes, position), into);
    }
  }

  @Override
  public boolean hasNulls() {
    return nulls != null;
  }

  @Override
  public boolean isNull(int position) {
    return nulls != null && (nulls.get(JAVA_BYTE, position >>> 3) & (1 << (position & 7))) != 0;
  }
}
