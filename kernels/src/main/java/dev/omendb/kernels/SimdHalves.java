package dev.omendb.kernels;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Half-precision rows: each is widened to float, exactly and by integer operations, into a buffer
/// that stays in the first-level cache, and scored there.
final class SimdHalves {
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, SimdFloats.SPECIES.vectorShape());
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(
          short.class, VectorShape.forBitSize(SimdFloats.SPECIES.vectorBitSize() / 2));
  private static final int LANES = INTS.length();

  /// What turns half's exponent bias (15) into float's (127), in a float's bits.
  private static final int REBIAS = (127 - 15) << 23;

  /// The bits of half's infinity, without sign.
  private static final int INFINITY = 0x7c00;

  /// The bits of half's smallest normal number.
  private static final int SMALLEST_NORMAL = 0x0400;

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

  private static void widen(long address, float[] row, int d) {
    int j = 0;
    for (int bound = d - LANES; j <= bound; j += LANES) {
      ShortVector halves =
          ShortVector.fromMemorySegment(
              SHORTS, SimdFloats.MEMORY, address + 2L * j, ByteOrder.LITTLE_ENDIAN);
      widen(halves).intoArray(row, j);
    }
    if (j < d) {
      VectorMask<Short> mask = SHORTS.indexInRange(j, d);
      ShortVector halves =
          ShortVector.fromMemorySegment(
              SHORTS, SimdFloats.MEMORY, address + 2L * j, ByteOrder.LITTLE_ENDIAN, mask);
      widen(halves).intoArray(row, j, SimdFloats.SPECIES.indexInRange(j, d));
    }
  }

  private static FloatVector widen(ShortVector halves) {
    IntVector bits =
        (IntVector) halves.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
    IntVector sign = bits.and(0x8000).lanewise(VectorOperators.LSHL, 16);
    IntVector magnitude = bits.and(0x7fff);
    IntVector rebiased = magnitude.lanewise(VectorOperators.LSHL, 13).add(REBIAS);
    IntVector special = rebiased.add(REBIAS);
    IntVector wide =
        rebiased.blend(special, magnitude.compare(VectorOperators.GE, INFINITY));
    FloatVector subnormal =
        ((FloatVector) magnitude.convert(VectorOperators.I2F, 0)).mul(0x1p-24f);
    return wide
        .blend(
            subnormal.reinterpretAsInts(),
            magnitude.compare(VectorOperators.LT, SMALLEST_NORMAL))
        .or(sign)
        .reinterpretAsFloats();
  }
}
