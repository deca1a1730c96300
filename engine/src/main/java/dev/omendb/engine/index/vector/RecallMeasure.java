package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.VectorIndexReader;
import dev.omendb.engine.index.VectorIndexReader.VectorQuery;
import dev.omendb.engine.index.VectorIndexReader.VectorSearch;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.kernels.TopK;
import dev.omendb.kernels.rabitq.CodeSearch;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Measures an index: searches for keys of its own rows, compared with exact answers at the same
/// snapshot. Rows equal to the one asked for do not count: they are found whatever the effort, and
/// an application that asks for something new has none. Used once.
final class RecallMeasure {
  private static final double TIE = 1e-5;

  private final KeyReaders readers;
  private final VectorIndexReader reader;
  private final IndexSnapshot snapshot;
  private final KeyReader keys;
  private final long[] rows;
  private final int[] positions = new int[CodeSearch.BATCH];
  private final float[] scores = new float[CodeSearch.BATCH];

  /// Rows equal to the sample, ascending.
  private long[] twins = new long[16];

  private int twinCount;

  /// @param ids of all entries, dead ones included
  RecallMeasure(
      KeyReaders readers, VectorIndexReader reader, long[] ids, IndexSnapshot snapshot) {
    this.readers = readers;
    this.reader = reader;
    this.snapshot = snapshot;
    this.keys = readers.take();
    this.rows = visible(ids);
  }

  /// The rows the snapshot sees, segment by segment.
  private long[] visible(long[] entries) {
    long[] ids = entries;
    int count = snapshot.visible(ids, ids.length);
    for (IndexRows own : snapshot.ownRows()) {
      ids = Arrays.copyOf(ids, count + own.count());
      for (int i = 0; i < own.count(); i++) {
        ids[count++] = own.rowId(i);
      }
    }
    Arrays.sort(ids, 0, count);
    return Arrays.copyOf(ids, count);
  }

  /// The share of the true k nearest that searches find, 1 for an index without rows.
  double measure(int k, int samples, double target, RandomGenerator random) {
    long wanted = 0;
    long found = 0;
    for (int sample = 0; sample < samples && rows.length > 0; sample++) {
      long row = rows[random.nextInt(rows.length)];
      SegmentReader segment = snapshot.segment((int) (row >>> 32));
      byte[] value = segment == null ? null : keys.encoded(segment, (int) row);
      if (value != null) {
        TopK nearest = exact(value, segment, (int) row, k);
        if (nearest.size() > 0) {
          wanted += nearest.size();
          found +=
              Math.min(nearest.size(), search(value, k, target, nearest.score(nearest.size() - 1)));
        }
      }
    }
    readers.giveBack(keys);
    return wanted == 0 ? 1 : (double) found / wanted;
  }

  /// The k nearest rows that differ from the sample; the others become [#twins].
  private TopK exact(byte[] value, SegmentReader ofSample, int sample, int k) {
    KeyQuery query = KeyQuery.of(readers.key(), value);
    positions[0] = sample;
    keys.score(query, ofSample, positions, 1, scores);
    float own = scores[0];
    float tolerance = (float) TIE * (1 + Math.abs(own));
    twinCount = 0;
    TopK nearest = new TopK(k);
    for (int from = 0; from < rows.length; ) {
      int number = (int) (rows[from] >>> 32);
      int count = 0;
      while (from + count < rows.length
          && count < positions.length
          && (int) (rows[from + count] >>> 32) == number) {
        positions[count] = (int) rows[from + count];
        count++;
      }
      SegmentReader segment = snapshot.segment(number);
      if (segment != null) {
        keys.score(query, segment, positions, count, scores);
        for (int i = 0; i < count; i++) {
          if (Math.abs(scores[i] - own) <= tolerance
              && Arrays.equals(value, keys.encoded(segment, positions[i]))) {
            addTwin(rows[from + i]);
          } else {
            nearest.add(scores[i], rows[from + i]);
          }
        }
      }
      from += count;
    }
    nearest.sort();
    return nearest;
  }

  private void addTwin(long row) {
    if (twinCount == twins.length) {
      twins = Arrays.copyOf(twins, 2 * twinCount);
    }
    twins[twinCount++] = row;
  }

  /// How many of the index's answers are as near as the true k that differ from the sample.
  private int search(byte[] value, int k, double target, float last) {
    double farthest = readers.key().distance().finish(last);
    double limit = farthest + TIE * Math.abs(farthest) + TIE;
    int asked = k + twinCount;
    long[] ids = new long[asked];
    double[] distances = new double[asked];
    int near = 0;
    VectorQuery query = new VectorQuery(value, asked, target, 0, null, Double.POSITIVE_INFINITY);
    try (VectorSearch search = reader.search(query)) {
      int count = search.next(ids, distances);
      for (int i = 0; i < count; i++) {
        boolean isTwin = Arrays.binarySearch(twins, 0, twinCount, ids[i]) >= 0;
        near += !isTwin && distances[i] <= limit ? 1 : 0;
      }
    }
    return near;
  }
}
