package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.kernels.BitMetric;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.sql.type.bit.BitCodec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A `bit` string.
///
/// @param length in bits
/// @param bits whole bytes, unused last bits zero
record BitQuery(BitMetric metric, int length, byte[] bits) implements VectorQuery {
  private static final ValueLayout.OfInt LENGTH =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// From a value in storage encoding.
  static BitQuery of(BitMetric metric, BytesColumn column, int row) {
    int start = BitCodec.start(column, row);
    int end = column.offset(row) + column.length(row);
    return new BitQuery(
        metric, BitCodec.length(column, row), Arrays.copyOfRange(column.heap(), start, end));
  }

  @Override
  public VectorScorer scorer(ComputeEngine compute) {
    return new Scorer(compute);
  }

  @Override
  public void distances(ComputeEngine compute, BytesColumn vectors, double[] distances) {
    for (int row = 0; row < vectors.size(); row++) {
      distances[row] = distance(compute, vectors, row);
    }
  }

  private double distance(ComputeEngine compute, BytesColumn vectors, int row) {
    return compute.bitDistance(
        metric, bits.length, bits, 0, vectors.heap(), BitCodec.start(vectors, row));
  }

  private void checkLength(int stored) {
    if (stored != length) {
      throw new DatabaseException(
          SqlState.DATA_EXCEPTION,
          "different bit lengths %d and %d".formatted(stored, length));
    }
  }

  private final class Scorer extends UniformScorer {
    private final ComputeEngine compute;

    Scorer(ComputeEngine compute) {
      this.compute = compute;
    }

    @Override
    void check(MemorySegment memory, long at, long bytes) {
      checkLength(memory.get(LENGTH, at));
    }

    @Override
    void score(MemorySegment memory, long offset, long stride, int count, float[] scores) {
      compute.scoreBits(
          metric, bits, bits.length, memory, offset + BitCodec.HEADER, stride, count, scores);
    }

    @Override
    void scoreAt(
        MemorySegment memory, long offset, long stride, int[] ids, int count, float[] scores) {
      compute.scoreBitsAt(
          metric, bits, bits.length, memory, offset + BitCodec.HEADER, stride, ids, count, scores);
    }

    @Override
    public float score(BytesColumn vectors, int row) {
      checkLength(BitCodec.length(vectors, row));
      return (float) distance(compute, vectors, row);
    }
  }
}
