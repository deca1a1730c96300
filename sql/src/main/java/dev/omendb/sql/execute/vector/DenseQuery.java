package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import java.lang.foreign.MemorySegment;

/// A `vector` or `halfvec`.
///
/// @param values `dimensions` floats
record DenseQuery(VectorKind kind, Metric metric, float[] values) implements VectorQuery {
  /// From a value in storage encoding.
  static DenseQuery of(VectorKind kind, Metric metric, BytesColumn column, int row) {
    int dimensions = column.length(row) / kind.elementBytes();
    float[] values = new float[dimensions];
    kind.decode(column.heap(), column.offset(row), values, dimensions);
    return new DenseQuery(kind, metric, values);
  }

  int dimensions() {
    return values.length;
  }

  @Override
  public VectorScorer scorer(ComputeEngine compute) {
    return new Scorer(compute);
  }

  @Override
  public void distances(ComputeEngine compute, BytesColumn vectors, double[] distances) {
    kind.distances(compute, this, vectors, vectors.offsets(), distances);
  }

  private void checkBytes(long storedBytes) {
    if (storedBytes != (long) values.length * kind.elementBytes()) {
      throw new DatabaseException(
          SqlState.DATA_EXCEPTION,
          "different %s dimensions %d and %d"
              .formatted(kind.typeName(), storedBytes / kind.elementBytes(), values.length));
    }
  }

  private final class Scorer extends UniformScorer {
    private final ComputeEngine compute;
    private final float[] decoded = new float[values.length];

    Scorer(ComputeEngine compute) {
      this.compute = compute;
    }

    @Override
    void check(MemorySegment memory, long at, long bytes) {
      checkBytes(bytes);
    }

    @Override
    void score(MemorySegment memory, long offset, long stride, int count, float[] scores) {
      kind.score(compute, DenseQuery.this, memory, offset, stride, count, scores);
    }

    @Override
    void scoreAt(
        MemorySegment memory, long offset, long stride, int[] ids, int count, float[] scores) {
      kind.scoreAt(compute, DenseQuery.this, memory, offset, stride, ids, count, scores);
    }

    @Override
    public float score(BytesColumn vectors, int row) {
      checkBytes(vectors.length(row));
      kind.decode(vectors.heap(), vectors.offset(row), decoded, decoded.length);
      return compute.scorePair(metric, values, decoded, decoded.length);
    }
  }
}
