package dev.omendb.sql.execute.vector;

import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows that passed a filter: one bitmap for each segment. Written by one thread, then only
/// read.
final class RowBitmap implements RowIdFilter {
  private final Map<Integer, long[]> segments = new HashMap<>();
  private long cardinality;

  /// Adds positions of a segment of `rows` rows.
  void add(int segment, int rows, int[] positions, int count) {
    long[] bits = segments.computeIfAbsent(segment, _ -> new long[(rows + 63) >>> 6]);
    for (int i = 0; i < count; i++) {
      bits[positions[i] >>> 6] |= 1L << positions[i];
    }
    cardinality += count;
  }

  @Override
  public boolean contains(long rowId) {
    long @Nullable [] bits = segments.get((int) (rowId >>> 32));
    int position = (int) rowId;
    return bits != null
        && position >>> 6 < bits.length
        && (bits[position >>> 6] & (1L << position)) != 0;
  }

  /// Rows that are asked for together are mostly of one segment.
  @Override
  public int keep(long[] rowIds, int count) {
    int kept = 0;
    int number = -1;
    long @Nullable [] bits = null;
    for (int i = 0; i < count; i++) {
      long rowId = rowIds[i];
      if ((int) (rowId >>> 32) != number) {
        number = (int) (rowId >>> 32);
        bits = segments.get(number);
      }
      int word = (int) rowId >>> 6;
      if (bits != null && word < bits.length && (bits[word] & (1L << rowId)) != 0) {
        rowIds[kept++] = rowId;
      }
    }
    return kept;
  }

  @Override
  public long[] members() {
    long[] members = new long[(int) cardinality];
    int count = 0;
    for (Map.Entry<Integer, long[]> segment : segments.entrySet()) {
      long base = (long) segment.getKey() << 32;
      long[] bits = segment.getValue();
      for (int word = 0; word < bits.length; word++) {
        for (long left = bits[word]; left != 0; left &= left - 1) {
          members[count++] = base | (word << 6) + Long.numberOfTrailingZeros(left);
        }
      }
    }
    return members;
  }

  @Override
  public long cardinality() {
    return cardinality;
  }

  void clear() {
    segments.clear();
    cardinality = 0;
  }
}
