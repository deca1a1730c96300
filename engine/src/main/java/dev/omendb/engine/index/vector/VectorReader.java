package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.VectorIndexReader;
import java.util.random.RandomGenerator;

/// A vector index at one snapshot.
final class VectorReader implements VectorIndexReader {
  private final VectorIndex index;
  private final IndexState state;
  private final IndexSnapshot snapshot;

  VectorReader(VectorIndex index, IndexState state, IndexSnapshot snapshot) {
    this.index = index;
    this.state = state;
    this.snapshot = snapshot;
  }

  /// Errors: 22000 `different vector dimensions 3 and 4`.
  @Override
  public VectorSearch search(VectorQuery query) {
    return new VectorSearcher(index, state, snapshot, query);
  }

  @Override
  public double recall(int k, int samples, double target, RandomGenerator random) {
    return new RecallMeasure(index.readers(), this, index.allIds(state), snapshot)
        .measure(k, samples, target, random);
  }
}
