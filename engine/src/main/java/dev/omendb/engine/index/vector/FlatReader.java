package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.VectorIndexReader;
import java.util.random.RandomGenerator;

/// A flat index at one snapshot.
final class FlatReader implements VectorIndexReader {
  private final FlatIndex index;
  private final RowBits rows;
  private final IndexSnapshot snapshot;

  FlatReader(FlatIndex index, RowBits rows, IndexSnapshot snapshot) {
    this.index = index;
    this.rows = rows;
    this.snapshot = snapshot;
  }

  /// Errors: 22000 `different vector dimensions 3 and 4`.
  @Override
  public VectorSearch search(VectorQuery query) {
    return new FlatSearch(index, rows.pieces(), snapshot, query);
  }

  @Override
  public double recall(int k, int samples, double target, RandomGenerator random) {
    return new RecallMeasure(index.readers(), this, rows.ids(), snapshot)
        .measure(k, samples, target, random);
  }
}
