package dev.omendb.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Plain Java: the definition of correct, and what runs where the Vector API is absent. Every form
/// copies a row into a float array and calls one of the loops at the end.
public final class ScalarCompute implements ComputeEngine {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle HEAP_FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  @Override
  public String name() {
    return "scalar";
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
    ScalarSparse.score(metric, query, rows, offsets, elements, count, scores);
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
    float[] row = new float[dimensions];
    for (int i = 0; i < count; i++) {
      readFloats(heap, offsets[i], row);
      distances[i] = distance(metric, query, row, dimensions);
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
    float[] left = new float[dimensions];
    float[] right = new float[dimensions];
    for (int i = 0; i < count; i++) {
      readFloats(leftHeap, leftOffsets[i], left);
      readFloats(rightHeap, rightOffsets[i], right);
      distances[i] = distance(metric, left, right, dimensions);
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
    long both = 0;
    long first = 0;
    long second = 0;
    long different = 0;
    for (int i = 0; i < bytes; i++) {
      int a = left[leftOffset + i] & 0xff;
      int b = right[rightOffset + i] & 0xff;
      different += Integer.bitCount(a ^ b);
      both += Integer.bitCount(a & b);
      first += Integer.bitCount(a);
      second += Integer.bitCount(b);
    }
    return switch (metric) {
      case HAMMING -> different;
      case JACCARD -> BitMetric.jaccard(both, first, second);
    };
  }

  @Override
  public float scorePair(Metric metric, float[] a, float[] b, int dimensions) {
    return switch (metric) {
      case L2 -> l2(a, b, dimensions);
      case INNER_PRODUCT -> -product(a, b, dimensions);
      case COSINE -> (float) cosine(a, b, dimensions);
      case L1 -> l1(a, b, dimensions);
    };
  }

  @Override
  public double distance(Metric metric, float[] a, float[] b, int dimensions) {
    return metric == Metric.COSINE
        ? cosine(a, b, dimensions)
        : metric.finish(scorePair(metric, a, b, dimensions));
  }

  private void floats(
      Metric metric,
      float[] query,
      int dimensions,
      MemorySegment rows,
      long offset,
      long stride,
      int @Nullable [] ids,
      int count,
      float[] scores) {
    float[] row = new float[dimensions];
    for (int i = 0; i < count; i++) {
      long at = offset + (ids == null ? i : ids[i]) * stride;
      for (int j = 0; j < dimensions; j++) {
        row[j] = rows.get(FLOAT, at + 4L * j);
      }
      scores[i] = scorePair(metric, query, row, dimensions);
    }
  }

  private void halves(
      Metric metric,
      float[] query,
      int dimensions,
      MemorySegment rows,
      long offset,
      long stride,
      int @Nullable [] ids,
      int count,
      float[] scores) {
    float[] row = new float[dimensions];
    for (int i = 0; i < count; i++) {
      long at = offset + (ids == null ? i : ids[i]) * stride;
      for (int j = 0; j < dimensions; j++) {
        row[j] = Float.float16ToFloat(rows.get(SHORT, at + 2L * j));
      }
      scores[i] = scorePair(metric, query, row, dimensions);
    }
  }

  private void bits(
      BitMetric metric,
      byte[] query,
      int bytes,
      MemorySegment rows,
      long offset,
      long stride,
      int @Nullable [] ids,
      int count,
      float[] scores) {
    byte[] row = new byte[bytes];
    for (int i = 0; i < count; i++) {
      long at = offset + (ids == null ? i : ids[i]) * stride;
      MemorySegment.copy(rows, ValueLayout.JAVA_BYTE, at, row, 0, bytes);
      scores[i] = (float) bitDistance(metric, bytes, query, 0, row, 0);
    }
  }

  private static void readFloats(byte[] heap, int offset, float[] row) {
    for (int j = 0; j < row.length; j++) {
      row[j] = (float) HEAP_FLOAT.get(heap, offset + 4 * j);
    }
  }

  private static float l2(float[] a, float[] b, int dimensions) {
    float sum = 0;
    for (int i = 0; i < dimensions; i++) {
      float difference = a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  private static float product(float[] a, float[] b, int dimensions) {
    float sum = 0;
    for (int i = 0; i < dimensions; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double cosine(float[] a, float[] b, int dimensions) {
    float product = 0;
    float normA = 0;
    float normB = 0;
    for (int i = 0; i < dimensions; i++) {
      product += a[i] * b[i];
      normA += a[i] * a[i];
      normB += b[i] * b[i];
    }
    return Metric.cosineDistance(product, normA, normB);
  }

  private static float l1(float[] a, float[] b, int dimensions) {
    float sum = 0;
    for (int i = 0; i < dimensions; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum;
  }
}
