package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Half;
import dev.omendb.kernels.Metric;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The element types that can be searched: each knows its kernels.
public enum VectorKind {
  /// `vector`: float32.
  FLOAT32("vector", Float.BYTES) {
    @Override
    void decode(byte[] source, int offset, float[] into, int dimensions) {
      ByteBuffer.wrap(source, offset, dimensions * Float.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(into, 0, dimensions);
    }

    @Override
    void score(
        ComputeEngine compute,
        DenseQuery query,
        MemorySegment rows,
        long offset,
        long stride,
        int count,
        float[] scores) {
      compute.scoreFloats(
          query.metric(), query.values(), query.dimensions(), rows, offset, stride, count, scores);
    }

    @Override
    void scoreAt(
        ComputeEngine compute,
        DenseQuery query,
        MemorySegment rows,
        long offset,
        long stride,
        int[] ids,
        int count,
        float[] scores) {
      compute.scoreFloatsAt(
          query.metric(),
          query.values(),
          query.dimensions(),
          rows,
          offset,
          stride,
          ids,
          count,
          scores);
    }

    @Override
    void distances(
        ComputeEngine compute,
        DenseQuery query,
        BytesColumn vectors,
        int[] offsets,
        double[] distances) {
      compute.floatDistances(
          query.metric(),
          query.values(),
          query.dimensions(),
          vectors.heap(),
          offsets,
          vectors.size(),
          distances);
    }
  },
  /// `halfvec`: IEEE half precision.
  FLOAT16("halfvec", Short.BYTES) {
    @Override
    void decode(byte[] source, int offset, float[] into, int dimensions) {
      Half.widen(source, offset, into, dimensions);
    }

    @Override
    void score(
        ComputeEngine compute,
        DenseQuery query,
        MemorySegment rows,
        long offset,
        long stride,
        int count,
        float[] scores) {
      compute.scoreHalves(
          query.metric(), query.values(), query.dimensions(), rows, offset, stride, count, scores);
    }

    @Override
    void scoreAt(
        ComputeEngine compute,
        DenseQuery query,
        MemorySegment rows,
        long offset,
        long stride,
        int[] ids,
        int count,
        float[] scores) {
      compute.scoreHalvesAt(
          query.metric(),
          query.values(),
          query.dimensions(),
          rows,
          offset,
          stride,
          ids,
          count,
          scores);
    }

    @Override
    void distances(
        ComputeEngine compute,
        DenseQuery query,
        BytesColumn vectors,
        int[] offsets,
        double[] distances) {
      compute.halfDistances(
          query.metric(),
          query.values(),
          query.dimensions(),
          vectors.heap(),
          offsets,
          vectors.size(),
          distances);
    }
  };

  private final String typeName;
  private final int elementBytes;

  VectorKind(String typeName, int elementBytes) {
    this.typeName = typeName;
    this.elementBytes = elementBytes;
  }

  /// As error messages name it.
  public String typeName() {
    return typeName;
  }

  public int elementBytes() {
    return elementBytes;
  }

  /// Reads one stored vector.
  abstract void decode(byte[] source, int offset, float[] into, int dimensions);

  /// Scores rows that lie `stride` bytes apart.
  abstract void score(
      ComputeEngine compute,
      DenseQuery query,
      MemorySegment rows,
      long offset,
      long stride,
      int count,
      float[] scores);

  /// Scores rows by number.
  abstract void scoreAt(
      ComputeEngine compute,
      DenseQuery query,
      MemorySegment rows,
      long offset,
      long stride,
      int[] ids,
      int count,
      float[] scores);

  /// The operator's own results for a column of vectors of the query's dimensions.
  abstract void distances(
      ComputeEngine compute,
      DenseQuery query,
      BytesColumn vectors,
      int[] offsets,
      double[] distances);
}
