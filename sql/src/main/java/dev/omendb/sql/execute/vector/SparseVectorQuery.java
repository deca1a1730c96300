package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.storage.SegmentReader.FixedRows;
import dev.omendb.engine.storage.SegmentReader.VariableRows;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.SparseDistances;
import dev.omendb.kernels.SparseQuery;
import dev.omendb.sql.type.vector.SparseCodec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A `sparsevec`.
///
/// @param value the same in storage encoding, row 0
record SparseVectorQuery(Metric metric, int dimensions, SparseQuery query, BytesColumn value)
    implements VectorQuery {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// From a value in storage encoding.
  static SparseVectorQuery of(Metric metric, BytesColumn column, int row) {
    int dimensions = SparseCodec.dimensions(column, row);
    SparseQuery query =
        new SparseQuery(
            dimensions, SparseCodec.indices(column, row), SparseCodec.values(column, row));
    BytesColumn value = new BytesColumn(1);
    value.append(column.copy(row));
    return new SparseVectorQuery(metric, dimensions, query, value);
  }

  @Override
  public VectorScorer scorer(ComputeEngine compute) {
    return new Scorer(compute);
  }

  @Override
  public void distances(ComputeEngine compute, BytesColumn vectors, double[] distances) {
    for (int row = 0; row < vectors.size(); row++) {
      distances[row] = distance(vectors, row);
    }
  }

  private double distance(BytesColumn vectors, int row) {
    return SparseDistances.distance(
        metric, SparseCodec.slice(value, 0), SparseCodec.slice(vectors, row));
  }

  private void checkDimensions(int stored) {
    if (stored != dimensions) {
      throw new DatabaseException(
          SqlState.DATA_EXCEPTION,
          "different sparsevec dimensions %d and %d".formatted(stored, dimensions));
    }
  }

  private final class Scorer implements VectorScorer {
    private final ComputeEngine compute;
    private final long[] offsets = new long[Column.BATCH_ROWS];
    private final int[] elements = new int[Column.BATCH_ROWS];

    Scorer(ComputeEngine compute) {
      this.compute = compute;
    }

    @Override
    public void score(FixedRows rows, int from, int count, float[] scores) {
      throw new IllegalStateException("sparsevec has no fixed width");
    }

    @Override
    public void scoreAt(FixedRows rows, int[] positions, int count, float[] scores) {
      throw new IllegalStateException("sparsevec has no fixed width");
    }

    @Override
    public void scoreAt(VariableRows rows, int[] positions, int count, float[] scores) {
      MemorySegment heap = rows.heap();
      for (int i = 0; i < count; i++) {
        long at = rows.start(positions[i]);
        checkDimensions(heap.get(INT, at));
        elements[i] = heap.get(INT, at + 4);
        offsets[i] = at + SparseCodec.HEADER;
      }
      compute.scoreSparse(metric, query, heap, offsets, elements, count, scores);
    }

    @Override
    public float score(BytesColumn vectors, int row) {
      checkDimensions(SparseCodec.dimensions(vectors, row));
      double distance = distance(vectors, row);
      return (float) (metric == Metric.L2 ? distance * distance : distance);
    }
  }
}
