package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.Index.TableSegments;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.rabitq.CodeSearch;
import dev.omendb.kernels.rabitq.Reranker;
import dev.omendb.kernels.rabitq.RowSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The rows a part is built from: ids in ascending order, so that rows of one segment lie together,
/// and the segments that hold their vectors, which live as long as this does. Immutable.
final class RowIds implements RowSource {
  private final KeyReaders readers;
  private final VectorKey key;
  private final long[] ids;
  private final int count;

  /// Where each segment's rows begin, and the end.
  private final int[] starts;

  private final SegmentReader[] segments;

  private RowIds(
      KeyReaders readers, long[] ids, int count, int[] starts, SegmentReader[] segments) {
    this.readers = readers;
    this.key = readers.key();
    this.ids = ids;
    this.count = count;
    this.starts = starts;
    this.segments = segments;
  }

  /// Takes over `ids[0..size)`; leaves out rows that are gone or whose column is NULL. An
  /// expression may still be.
  static RowIds of(KeyReaders readers, long[] ids, int size, TableSegments table) {
    VectorKey key = readers.key();
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
      if (segment != null
          && (key.isExpression() || !segment.isNull(key.attnum(), (int) id))) {
        ids[kept++] = id;
      }
    }
    starts[groups] = kept;
    return new RowIds(
        readers, ids, kept, Arrays.copyOf(starts, groups + 1), Arrays.copyOf(segments, groups));
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long id(int row) {
    return ids[row];
  }

  /// A row without a key gets NaN, which has no code.
  @Override
  public void read(int first, int rows, float[] target) {
    KeyReader reader = readers.take();
    int group = group(first);
    int width = key.codeDimensions();
    for (int i = 0; i < rows; i++) {
      int row = first + i;
      while (row >= starts[group + 1]) {
        group++;
      }
      if (!reader.read(segments[group], (int) ids[row], target, i * width)) {
        Arrays.fill(target, i * width, (i + 1) * width, Float.NaN);
      }
    }
    readers.giveBack(reader);
  }

  @Override
  public void score(int query, int first, int rows, float[] scores) {
    KeyReader reader = readers.take();
    byte[] value = reader.encoded(segments[group(query)], (int) ids[query]);
    if (value == null) {
      Arrays.fill(scores, 0, rows, Float.NaN);
    } else {
      KeyQuery decoded = KeyQuery.of(key, value);
      int group = group(first);
      int[] positions = new int[rows];
      float[] some = new float[rows];
      for (int done = 0; done < rows; ) {
        while (first + done >= starts[group + 1]) {
          group++;
        }
        int size = Math.min(rows, starts[group + 1] - first) - done;
        for (int i = 0; i < size; i++) {
          positions[i] = (int) ids[first + done + i];
        }
        reader.score(decoded, segments[group], positions, size, some);
        System.arraycopy(some, 0, scores, done, size);
        done += size;
      }
    }
    readers.giveBack(reader);
  }

  /// Scores rows where the table keeps them.
  @Override
  public Reranker reranker(int query, Metric metric, int dimensions, ComputeEngine compute) {
    KeyReader first = readers.take();
    byte[] value = first.encoded(segments[group(query)], (int) ids[query]);
    readers.giveBack(first);
    if (value == null) {
      return (_, count, scores) -> Arrays.fill(scores, 0, count, Float.NaN);
    }
    KeyQuery decoded = KeyQuery.of(key, value);
    int[] positions = new int[CodeSearch.BATCH];
    float[] some = new float[CodeSearch.BATCH];
    return (rows, count, scores) -> {
      KeyReader reader = readers.take();
      for (int done = 0; done < count; ) {
        int group = group((int) rows[done]);
        int size = 0;
        while (done + size < count && isIn(group, rows[done + size])) {
          positions[size] = (int) ids[(int) rows[done + size]];
          size++;
        }
        reader.score(decoded, segments[group], positions, size, some);
        System.arraycopy(some, 0, scores, done, size);
        done += size;
      }
      readers.giveBack(reader);
    };
  }

  private boolean isIn(int group, long row) {
    return row >= starts[group] && row < starts[group + 1];
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
    float[] vector = new float[key.codeDimensions()];
    KeyReader reader = readers.take();
    for (int row = 0; row < count; row++) {
      if (reader.read(segments[group(row)], (int) ids[row], vector, 0)
          && Strays.isStray(key.codeMetric(), vector)) {
        if (size == found.length) {
          found = Arrays.copyOf(found, 2 * size);
        }
        found[size++] = ids[row];
      }
    }
    readers.giveBack(reader);
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
