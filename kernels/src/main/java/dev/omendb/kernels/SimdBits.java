package dev.omendb.kernels;

import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Bit strings: vector population counts, with a masked last load.
final class SimdBits {
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, SimdFloats.SPECIES.vectorShape());
  private static final VectorSpecies<Long> LONGS =
      VectorSpecies.of(long.class, SimdFloats.SPECIES.vectorShape());
  private static final int LANES = BYTES.length();

  private SimdBits() {}

  static void score(
      BitMetric metric,
      byte[] query,
      int bytes,
      long rows,
      long stride,
      int @Nullable [] ids,
      int count,
      float[] scores) {
    switch (metric) {
      case HAMMING -> {
        for (int i = 0; i < count; i++) {
          scores[i] = different(query, rows + (ids == null ? i : ids[i]) * stride, bytes);
        }
      }
      case JACCARD -> {
        long ones = count(query, 0, query, 0, bytes);
        for (int i = 0; i < count; i++) {
          long row = rows + (ids == null ? i : ids[i]) * stride;
          scores[i] = (float) jaccard(query, ones, row, bytes);
        }
      }
    }
  }

  static double distance(
      BitMetric metric, int bytes, byte[] left, int leftOffset, byte[] right, int rightOffset) {
    long both = count(left, leftOffset, right, rightOffset, bytes);
    long first = count(left, leftOffset, left, leftOffset, bytes);
    long second = count(right, rightOffset, right, rightOffset, bytes);
    return switch (metric) {
      case HAMMING -> first + second - 2 * both;
      case JACCARD -> BitMetric.jaccard(both, first, second);
    };
  }

  private static LongVector load(long address) {
    return ByteVector.fromMemorySegment(
            BYTES, SimdFloats.MEMORY, address, ByteOrder.LITTLE_ENDIAN)
        .reinterpretAsLongs();
  }

  private static LongVector load(long address, VectorMask<Byte> mask) {
    return ByteVector.fromMemorySegment(
            BYTES, SimdFloats.MEMORY, address, ByteOrder.LITTLE_ENDIAN, mask)
        .reinterpretAsLongs();
  }

  private static LongVector load(byte[] heap, int offset) {
    return ByteVector.fromArray(BYTES, heap, offset).reinterpretAsLongs();
  }

  private static LongVector load(byte[] heap, int offset, VectorMask<Byte> mask) {
    return ByteVector.fromArray(BYTES, heap, offset, mask).reinterpretAsLongs();
  }

  private static long different(byte[] query, long row, int bytes) {
    LongVector sum = LongVector.zero(LONGS);
    int j = 0;
    for (int bound = bytes - LANES; j <= bound; j += LANES) {
      LongVector bits = load(query, j).lanewise(VectorOperators.XOR, load(row + j));
      sum = sum.add(bits.lanewise(VectorOperators.BIT_COUNT));
    }
    if (j < bytes) {
      VectorMask<Byte> mask = BYTES.indexInRange(j, bytes);
      LongVector bits = load(query, j, mask).lanewise(VectorOperators.XOR, load(row + j, mask));
      sum = sum.add(bits.lanewise(VectorOperators.BIT_COUNT));
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  private static double jaccard(byte[] query, long queryOnes, long row, int bytes) {
    LongVector both = LongVector.zero(LONGS);
    LongVector ones = both;
    int j = 0;
    for (int bound = bytes - LANES; j <= bound; j += LANES) {
      LongVector bits = load(row + j);
      ones = ones.add(bits.lanewise(VectorOperators.BIT_COUNT));
      both = both.add(bits.and(load(query, j)).lanewise(VectorOperators.BIT_COUNT));
    }
    if (j < bytes) {
      VectorMask<Byte> mask = BYTES.indexInRange(j, bytes);
      LongVector bits = load(row + j, mask);
      ones = ones.add(bits.lanewise(VectorOperators.BIT_COUNT));
      both = both.add(bits.and(load(query, j, mask)).lanewise(VectorOperators.BIT_COUNT));
    }
    return BitMetric.jaccard(
        both.reduceLanes(VectorOperators.ADD), queryOnes, ones.reduceLanes(VectorOperators.ADD));
  }

  /// Bits set in both.
  private static long count(byte[] left, int leftOffset, byte[] right, int rightOffset, int bytes) {
    LongVector sum = LongVector.zero(LONGS);
    int j = 0;
    for (int bound = bytes - LANES; j <= bound; j += LANES) {
      LongVector bits = load(left, leftOffset + j).and(load(right, rightOffset + j));
      sum = sum.add(bits.lanewise(VectorOperators.BIT_COUNT));
    }
    if (j < bytes) {
      VectorMask<Byte> mask = BYTES.indexInRange(j, bytes);
      LongVector bits = load(left, leftOffset + j, mask).and(load(right, rightOffset + j, mask));
      sum = sum.add(bits.lanewise(VectorOperators.BIT_COUNT));
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
