package dev.omendb.kernels;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Half-precision rows: each is widened to float into a buffer that stays in the first-level cache,
/// and scored there.
final class SimdHalves {
  private static final ValueLayout.OfShort HALF =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private SimdHalves() {}

  static void score(
      Metric metric,
      float[] query,
      int dimensions,
      long rows,
      long stride,
      int @Nullable [] ids,
      int count,
      float[] scores) {
    float[] row = new float[dimensions];
    float norm = metric == Metric.COSINE ? SimdHeapFloats.squaredNorm(query, dimensions) : 0;
    for (int i = 0; i < count; i++) {
      widen(rows + (ids == null ? i : ids[i]) * stride, row, dimensions);
      scores[i] =
          switch (metric) {
            case L2 -> SimdHeapFloats.l2(query, row, dimensions);
            case INNER_PRODUCT -> -SimdHeapFloats.product(query, row, dimensions);
            case COSINE ->
                (float)
                    Metric.cosineDistance(
                        SimdHeapFloats.product(query, row, dimensions),
                        norm,
                        SimdHeapFloats.squaredNorm(row, dimensions));
            case L1 -> SimdHeapFloats.l1(query, row, dimensions);
          };
    }
  }

  /// C2 turns this loop into vector conversions; the Vector API has none for half precision.
  private static void widen(long address, float[] row, int d) {
    for (int j = 0; j < d; j++) {
      row[j] = Float.float16ToFloat(SimdFloats.MEMORY.get(HALF, address + 2L * j));
    }
  }
}
