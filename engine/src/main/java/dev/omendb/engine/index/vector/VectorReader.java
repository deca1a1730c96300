package dev.omendb.engine.index.vector;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.VectorIndexReader;

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
    VectorKey key = index.key();
    int given = query.vector().length / key.elements().bytes();
    if (given != key.dimensions()) {
      String type =
          switch (key.elements()) {
            case FLOAT32 -> "vector";
            case FLOAT16 -> "halfvec";
          };
      throw new DatabaseException(
          SqlState.DATA_EXCEPTION,
          "different %s dimensions %d and %d".formatted(type, key.dimensions(), given));
    }
    return new VectorSearcher(index, state, snapshot, query);
  }
}
