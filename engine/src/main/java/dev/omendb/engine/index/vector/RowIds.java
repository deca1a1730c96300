package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.Index.TableSegments;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.kernels.rabitq.RowSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The rows a part is built from: ids in ascending order, so that rows of one segment lie together,
/// and the segments that hold their vectors, which live as long as this does. Immutable.
final class RowIds implements RowSource {
  private final VectorKey key;
  private final long[] ids;
  private final int count;

  /// Where each segment's rows begin, and the end.
  private final int[] starts;

  private final SegmentReader[] segments;

  private RowIds(
      VectorKey key, long[] ids, int count, int[] starts, SegmentReader[] segments) {
    this.key = key;
    this.ids = ids;
    this.count = count;
    this.starts = starts;
    this.segments = segments;
  }

  /// Takes over `ids[0..size)`; leaves out rows that are gone or have no vector.
  static RowIds of(VectorKey key, long[] ids, int size, TableSegments table) {
    Arrays.sort(ids, 0, size);
    int[] starts = new int[8];
    SegmentReader[] segments = new SegmentReader[8];
    int groups = 0;
    int kept = 0;
    int number = -1;
    SegmentReader segment = null;
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      if (id < 0 || (kept > 0 && ids[kept - 1] == id)) {
        continue;
      }
      if ((int) (id >>> 32) != number) {
        number = (int) (id >>> 32);
        segment = table.segment(number);
        if (segment != null) {
          if (groups + 1 == starts.length) {
            starts = Arrays.copyOf(starts, 2 * groups + 2);
            segments = Arrays.copyOf(segments, 2 * groups + 2);
          }
          starts[groups] = kept;
          segments[groups++] = segment;
        }
      }
      if (segment != null && !segment.isNull(key.attnum(), (int) id)) {
        ids[kept++] = id;
      }
    }
    starts[groups] = kept;
    return new RowIds(
        key, ids, kept, Arrays.copyOf(starts, groups + 1), Arrays.copyOf(segments, groups));
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long id(int row) {
    return ids[row];
  }

  @Override
  public void read(int first, int rows, float[] target) {
    int group = group(first);
    for (int i = 0; i < rows; i++) {
      int row = first + i;
      while (row >= starts[group + 1]) {
        group++;
      }
      RowVectors.read(key, segments[group], (int) ids[row], target, i * key.dimensions());
    }
  }

  private int group(int row) {
    int found = Arrays.binarySearch(starts, row);
    int group = found >= 0 ? found : -found - 2;
    while (starts[group + 1] <= row) {
      group++;
    }
    return group;
  }

  /// Ids of the rows that no code can stand for, in order.
  long[] strays() {
    long[] found = new long[16];
    int size = 0;
    float[] vector = new float[key.dimensions()];
    for (int row = 0; row < count; row++) {
      read(row, 1, vector);
      if (Strays.isStray(key.metric(), vector)) {
        if (size == found.length) {
          found = Arrays.copyOf(found, 2 * size);
        }
        found[size++] = ids[row];
      }
    }
    return Arrays.copyOf(found, size);
  }

  /// The segments of rows that are handed over before the index knows its table.
  static TableSegments segmentsOf(Iterable<? extends SegmentReader> given) {
    return number -> find(given, number);
  }

  private static @Nullable SegmentReader find(
      Iterable<? extends SegmentReader> given, int number) {
    for (SegmentReader segment : given) {
      if (segment.number() == number) {
        return segment;
      }
    }
    return null;
  }
}
