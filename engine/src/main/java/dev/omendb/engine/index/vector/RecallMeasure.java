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
/// snapshot. Used once.
final class RecallMeasure {
  private static final double TIE = 1e-5;

  private final KeyReaders readers;
  private final VectorIndexReader reader;
  private final IndexSnapshot snapshot;
  private final KeyReader keys;
  private final long[] rows;
  private final int[] positions = new int[CodeSearch.BATCH];
  private final float[] scores = new float[CodeSearch.BATCH];

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
        TopK nearest = exact(KeyQuery.of(readers.key(), value), k);
        if (nearest.size() > 0) {
          wanted += nearest.size();
          found += search(value, k, target, nearest.score(nearest.size() - 1));
        }
      }
    }
    readers.giveBack(keys);
    return wanted == 0 ? 1 : (double) Math.min(found, wanted) / wanted;
  }

  private TopK exact(KeyQuery query, int k) {
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
          nearest.add(scores[i], rows[from + i]);
        }
      }
      from += count;
    }
    nearest.sort();
    return nearest;
  }

  /// How many of the index's k answers are as near as the true ones.
  private int search(byte[] value, int k, double target, float last) {
    double farthest = readers.key().distance().finish(last);
    double limit = farthest + TIE * Math.abs(farthest) + TIE;
    long[] ids = new long[k];
    double[] distances = new double[k];
    int near = 0;
    VectorQuery query = new VectorQuery(value, k, target, 0, null, Double.POSITIVE_INFINITY);
    try (VectorSearch search = reader.search(query)) {
      int count = search.next(ids, distances);
      for (int i = 0; i < count; i++) {
        near += distances[i] <= limit ? 1 : 0;
      }
    }
    return near;
  }
}
