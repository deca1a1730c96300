package dev.omendb.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/// The Vector API implementation. Checks arguments once per call and hands addresses to the
/// kernels of [SimdFloats], [SimdHalves], [SimdBits], [SimdSparse] and [SimdHeapFloats].
public final class SimdCompute implements ComputeEngine {
  @Override
  public String name() {
    return "simd";
  }

  @Override
  public void scoreFloats(
      Metric metric,
      float[] query,
      int dimensions,
      MemorySegment rows,
      long offset,
      long stride,
      int count,
      float[] scores) {
    floats(metric, query, dimensions, rows, offset, stride, null, count, scores);
  }

  @Override
  public void scoreFloatsAt(
      Metric metric,
      float[] query,
      int dimensions,
      MemorySegment rows,
      long offset,
      long stride,
      int[] ids,
      int count,
      float[] scores) {
    floats(metric, query, dimensions, rows, offset, stride, ids, count, scores);
  }

  @Override
  public void scoreHalves(
      Metric metric,
      float[] query,
      int dimensions,
      MemorySegment rows,
      long offset,
      long stride,
      int count,
      float[] scores) {
    halves(metric, query, dimensions, rows, offset, stride, null, count, scores);
  }

  @Override
  public void scoreHalvesAt(
      Metric metric,
      float[] query,
      int dimensions,
      MemorySegment rows,
      long offset,
      long stride,
      int[] ids,
      int count,
      float[] scores) {
    halves(metric, query, dimensions, rows, offset, stride, ids, count, scores);
  }

  @Override
  public void scoreBits(
      BitMetric metric,
      byte[] query,
      int bytes,
      MemorySegment rows,
      long offset,
      long stride,
      int count,
      float[] scores) {
    bits(metric, query, bytes, rows, offset, stride, null, count, scores);
  }

  @Override
  public void scoreBitsAt(
      BitMetric metric,
      byte[] query,
      int bytes,
      MemorySegment rows,
      long offset,
      long stride,
      int[] ids,
      int count,
      float[] scores) {
    bits(metric, query, bytes, rows, offset, stride, ids, count, scores);
  }

  @Override
  public void scoreSparse(
      Metric metric,
      SparseQuery query,
      MemorySegment rows,
      long[] offsets,
      int[] elements,
      int count,
      float[] scores) {
    RowAccess.checkSparse(rows, offsets, elements, count, scores);
    float[] table = query.table();
    if (table == null || !SimdSparse.HAS_GATHER) {
      ScalarSparse.score(metric, query, rows, offsets, elements, count, scores);
    } else {
      SimdSparse.score(metric, query, table, rows, offsets, elements, count, scores);
    }
    Reference.reachabilityFence(rows);
  }

  @Override
  public float scorePair(Metric metric, float[] a, float[] b, int dimensions) {
    return switch (metric) {
      case L2 -> SimdHeapFloats.l2(a, b, dimensions);
      case INNER_PRODUCT -> -SimdHeapFloats.product(a, b, dimensions);
      case COSINE -> (float) SimdHeapFloats.cosine(a, b, dimensions);
      case L1 -> SimdHeapFloats.l1(a, b, dimensions);
    };
  }

  @Override
  public double distance(Metric metric, float[] a, float[] b, int dimensions) {
    return metric == Metric.COSINE
        ? SimdHeapFloats.cosine(a, b, dimensions)
        : metric.finish(scorePair(metric, a, b, dimensions));
  }

  @Override
  public void floatDistances(
      Metric metric,
      float[] query,
      int dimensions,
      byte[] heap,
      int[] offsets,
      int count,
      double[] distances) {
    RowAccess.check(heap, offsets, 4L * dimensions, count, distances);
    float norm = metric == Metric.COSINE ? SimdHeapFloats.squaredNorm(query, dimensions) : 0;
    for (int i = 0; i < count; i++) {
      distances[i] = floatDistance(metric, query, norm, dimensions, heap, offsets[i]);
    }
  }

  @Override
  public void floatPairDistances(
      Metric metric,
      int dimensions,
      byte[] leftHeap,
      int[] leftOffsets,
      byte[] rightHeap,
      int[] rightOffsets,
      int count,
      double[] distances) {
    RowAccess.check(leftHeap, leftOffsets, 4L * dimensions, count, distances);
    RowAccess.check(rightHeap, rightOffsets, 4L * dimensions, count, distances);
    float[] left = new float[dimensions];
    for (int i = 0; i < count; i++) {
      SimdHeapFloats.copy(leftHeap, leftOffsets[i], left, dimensions);
      float norm = metric == Metric.COSINE ? SimdHeapFloats.squaredNorm(left, dimensions) : 0;
      distances[i] = floatDistance(metric, left, norm, dimensions, rightHeap, rightOffsets[i]);
    }
  }

  @Override
  public void halfDistances(
      Metric metric,
      float[] query,
      int dimensions,
      byte[] heap,
      int[] offsets,
      int count,
      double[] distances) {
    RowAccess.check(heap, offsets, 2L * dimensions, count, distances);
    float[] row = new float[dimensions];
    for (int i = 0; i < count; i++) {
      Half.widen(heap, offsets[i], row, dimensions);
      distances[i] = distance(metric, query, row, dimensions);
    }
  }

  @Override
  public void halfPairDistances(
      Metric metric,
      int dimensions,
      byte[] leftHeap,
      int[] leftOffsets,
      byte[] rightHeap,
      int[] rightOffsets,
      int count,
      double[] distances) {
    RowAccess.check(leftHeap, leftOffsets, 2L * dimensions, count, distances);
    RowAccess.check(rightHeap, rightOffsets, 2L * dimensions, count, distances);
    float[] left = new float[dimensions];
    float[] right = new float[dimensions];
    for (int i = 0; i < count; i++) {
      Half.widen(leftHeap, leftOffsets[i], left, dimensions);
      Half.widen(rightHeap, rightOffsets[i], right, dimensions);
      distances[i] = distance(metric, left, right, dimensions);
    }
  }

  @Override
  public double bitDistance(
      BitMetric metric, int bytes, byte[] left, int leftOffset, byte[] right, int rightOffset) {
    return SimdBits.distance(metric, bytes, left, leftOffset, right, rightOffset);
  }

  private static double floatDistance(
      Metric metric, float[] query, float norm, int dimensions, byte[] heap, int offset) {
    return switch (metric) {
      case L2 -> Math.sqrt(SimdHeapFloats.l2(query, heap, offset, dimensions));
      case INNER_PRODUCT -> -(double) SimdHeapFloats.product(query, heap, offset, dimensions);
      case COSINE -> SimdHeapFloats.cosine(query, norm, heap, offset, dimensions);
      case L1 -> SimdHeapFloats.l1(query, heap, offset, dimensions);
    };
  }

  private static void floats(
      Metric metric,
      float[] query,
      int dimensions,
      MemorySegment rows,
      long offset,
      long stride,
      int @Nullable [] ids,
      int count,
      float[] scores) {
    RowAccess.checkQuery(query.length, dimensions);
    long address = RowAccess.check(rows, offset, stride, 4L * dimensions, ids, count, scores);
    SimdFloats.score(metric, query, dimensions, address, stride, ids, count, scores);
    Reference.reachabilityFence(rows);
  }

  private static void halves(
      Metric metric,
      float[] query,
      int dimensions,
      MemorySegment rows,
      long offset,
      long stride,
      int @Nullable [] ids,
      int count,
      float[] scores) {
    RowAccess.checkQuery(query.length, dimensions);
    long address = RowAccess.check(rows, offset, stride, 2L * dimensions, ids, count, scores);
    SimdHalves.score(metric, query, dimensions, address, stride, ids, count, scores);
    Reference.reachabilityFence(rows);
  }

  private static void bits(
      BitMetric metric,
      byte[] query,
      int bytes,
      MemorySegment rows,
      long offset,
      long stride,
      int @Nullable [] ids,
      int count,
      float[] scores) {
    RowAccess.checkQuery(query.length, bytes);
    long address = RowAccess.check(rows, offset, stride, bytes, ids, count, scores);
    SimdBits.score(metric, query, bytes, address, stride, ids, count, scores);
    Reference.reachabilityFence(rows);
  }
}
