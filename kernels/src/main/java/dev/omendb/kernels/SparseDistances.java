package dev.omendb.kernels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Distances of sparse vectors: one merge over the two sorted index lists. There is nothing to
/// gain from SIMD in a merge, so every [ComputeEngine] shares this.
public final class SparseDistances {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private SparseDistances() {}

  /// A sparse vector inside a byte array: `count` ascending little-endian int32 positions from
  /// byte `indices`, and as many float32 values from byte `values`.
  public record Slice(byte[] heap, int indices, int values, int count) {
    int index(int i) {
      return (int) INT.get(heap, indices + 4 * i);
    }

    float value(int i) {
      return (float) FLOAT.get(heap, values + 4 * i);
    }
  }

  /// The operator's result, as pgvector computes it: sums in float, the root and quotient in
  /// double.
  public static double distance(Metric metric, Slice a, Slice b) {
    return switch (metric) {
      case L2 -> Math.sqrt(l2(a, b));
      case INNER_PRODUCT -> -(double) product(a, b);
      case COSINE -> Metric.cosineDistance(product(a, b), squaredNorm(a), squaredNorm(b));
      case L1 -> l1(a, b);
    };
  }

  private static float l2(Slice a, Slice b) {
    float sum = 0;
    int i = 0;
    int j = 0;
    while (i < a.count || j < b.count) {
      int left = i < a.count ? a.index(i) : Integer.MAX_VALUE;
      int right = j < b.count ? b.index(j) : Integer.MAX_VALUE;
      float difference =
          (left <= right ? a.value(i) : 0) - (right <= left ? b.value(j) : 0);
      sum += difference * difference;
      i += left <= right ? 1 : 0;
      j += right <= left ? 1 : 0;
    }
    return sum;
  }

  private static float l1(Slice a, Slice b) {
    float sum = 0;
    int i = 0;
    int j = 0;
    while (i < a.count || j < b.count) {
      int left = i < a.count ? a.index(i) : Integer.MAX_VALUE;
      int right = j < b.count ? b.index(j) : Integer.MAX_VALUE;
      sum += Math.abs((left <= right ? a.value(i) : 0) - (right <= left ? b.value(j) : 0));
      i += left <= right ? 1 : 0;
      j += right <= left ? 1 : 0;
    }
    return sum;
  }

  private static float product(Slice a, Slice b) {
    float sum = 0;
    int i = 0;
    int j = 0;
    while (i < a.count && j < b.count) {
      int left = a.index(i);
      int right = b.index(j);
      if (left == right) {
        sum += a.value(i) * b.value(j);
      }
      i += left <= right ? 1 : 0;
      j += right <= left ? 1 : 0;
    }
    return sum;
  }

  private static float squaredNorm(Slice a) {
    float sum = 0;
    for (int i = 0; i < a.count; i++) {
      float value = a.value(i);
      sum += value * value;
    }
    return sum;
  }
}
