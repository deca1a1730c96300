package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.VectorIndexReader;
import dev.omendb.engine.index.VectorIndexReader.VectorSearch;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import java.util.List;
import java.util.random.RandomGenerator;

/// Measures an index: searches for rows of its own table, compared with exact answers at the same
/// snapshot.
///
/// @param attnum the vector column
public record IndexRecall(long indexOid, int attnum, VectorKind kind, Metric metric) {
  /// Attempts to find a row with a vector, for each sample.
  private static final int ATTEMPTS = 100;

  private static final double TIE = 1e-5;

  /// The share of the true k nearest that searches find, 1 for a table without vectors.
  ///
  /// @param target the recall that searches aim at
  public double measure(
      TableReader table,
      ComputeEngine compute,
      int k,
      int samples,
      double target,
      RandomGenerator random) {
    long wanted = 0;
    long found = 0;
    for (int sample = 0; sample < samples; sample++) {
      BytesColumn one = sample(table.segments(), random);
      if (one == null) {
        break;
      }
      DenseQuery query = DenseQuery.of(kind, metric, one, 0);
      TopK nearest = exact(table, compute, query, k);
      if (nearest.size() == 0) {
        break;
      }
      double farthest = metric.finish(nearest.score(nearest.size() - 1));
      wanted += nearest.size();
      found += search(table, one.copy(0), k, target, farthest);
    }
    return wanted == 0 ? 1 : (double) Math.min(found, wanted) / wanted;
  }

  /// The vector of a random visible row, or null when none was met.
  private @org.jspecify.annotations.Nullable BytesColumn sample(
      List<SegmentReader> segments, RandomGenerator random) {
    long rows = 0;
    for (SegmentReader segment : segments) {
      rows += segment.rowCount();
    }
    for (int attempt = 0; rows > 0 && attempt < ATTEMPTS; attempt++) {
      long chosen = random.nextLong(rows);
      for (SegmentReader segment : segments) {
        if (chosen < segment.rowCount()) {
          int position = (int) chosen;
          if (segment.isVisible(position) && !segment.isNull(attnum, position)) {
            BytesColumn one = new BytesColumn(1);
            segment.read(attnum, position, position + 1, one);
            return one;
          }
          break;
        }
        chosen -= segment.rowCount();
      }
    }
    return null;
  }

  private TopK exact(TableReader table, ComputeEngine compute, VectorQuery query, int k) {
    BlockScorer scorer = new BlockScorer(query, compute, attnum, k);
    for (SegmentReader segment : table.segments()) {
      for (int from = 0; from < segment.rowCount(); from += Column.BATCH_ROWS) {
        int to = Math.min(segment.rowCount(), from + Column.BATCH_ROWS);
        scorer.scoreBlock(segment, from, to);
      }
    }
    scorer.nearest().sort();
    return scorer.nearest();
  }

  /// How many of the index's k answers are as near as the true ones.
  private int search(
      TableReader table, byte[] vector, int k, double target, double farthest) {
    long[] ids = new long[k];
    double[] distances = new double[k];
    double limit = farthest + TIE * Math.abs(farthest) + TIE;
    int near = 0;
    VectorIndexReader.VectorQuery query =
        new VectorIndexReader.VectorQuery(
            vector, k, target, 0, null, Double.POSITIVE_INFINITY);
    try (VectorSearch search = ((VectorIndexReader) table.index(indexOid)).search(query)) {
      int count = search.next(ids, distances);
      for (int i = 0; i < count; i++) {
        near += distances[i] <= limit ? 1 : 0;
      }
    }
    return near;
  }
}
