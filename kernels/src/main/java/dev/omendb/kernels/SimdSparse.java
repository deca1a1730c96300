package dev.omendb.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Sparse rows: the query's elements are gathered from its table by the row's positions. Sums that
/// a difference is taken of are double (see [SparseQuery#score]).
final class SimdSparse {
  private static final VectorSpecies<Float> SPECIES = SimdFloats.SPECIES;
  private static final VectorSpecies<Double> DOUBLES =
      VectorSpecies.of(double.class, SPECIES.vectorShape());

  /// As many floats as a vector has doubles: widening a part of a longer one is slow.
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(
          float.class, VectorShape.forBitSize(Math.max(64, SPECIES.vectorBitSize() / 2)));

  private static final int LANES = SPECIES.length();
  private static final int HALF_LANES = HALF.length();
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ORDER);

  /// Narrower processors have no gather instruction.
  static final boolean HAS_GATHER = LANES >= 8;

  private SimdSparse() {}

  static void score(
      Metric metric,
      SparseQuery query,
      float[] table,
      MemorySegment rows,
      long[] offsets,
      int[] elements,
      int count,
      float[] scores) {
    int most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, elements[i]);
    }
    // A gather under a mask loads a whole vector of positions too.
    int[] positions = new int[most + LANES];
    for (int i = 0; i < count; i++) {
      int n = elements[i];
      long at = offsets[i];
      MemorySegment.copy(rows, INT, at, positions, 0, n);
      long values = rows.address() + at + 4L * n;
      scores[i] =
          switch (metric) {
            case L2 -> l2(query, table, positions, values, n);
            case INNER_PRODUCT -> product(query, table, positions, values, n);
            case COSINE -> cosine(query, table, positions, values, n);
            case L1 -> l1(query, table, positions, values, n);
          };
    }
  }

  private static FloatVector load(VectorSpecies<Float> species, long address) {
    return FloatVector.fromMemorySegment(species, SimdFloats.MEMORY, address, ORDER);
  }

  private static FloatVector load(
      VectorSpecies<Float> species, long address, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(species, SimdFloats.MEMORY, address, ORDER, mask);
  }

  private static DoubleVector widen(FloatVector half) {
    return (DoubleVector) half.convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  private static float l2(
      SparseQuery query, float[] table, int[] positions, long values, int n) {
    FloatVector sum = FloatVector.zero(HALF);
    DoubleVector met = DoubleVector.zero(DOUBLES);
    int j = 0;
    for (; j <= n - HALF_LANES; j += HALF_LANES) {
      FloatVector q = FloatVector.fromArray(HALF, table, 0, positions, j);
      FloatVector difference = load(HALF, values + 4L * j).sub(q);
      sum = difference.fma(difference, sum);
      DoubleVector wide = widen(q);
      met = wide.fma(wide, met);
    }
    if (j < n) {
      VectorMask<Float> mask = HALF.indexInRange(j, n);
      FloatVector q = FloatVector.fromArray(HALF, table, 0, positions, j, mask);
      FloatVector difference = load(HALF, values + 4L * j, mask).sub(q);
      sum = difference.fma(difference, sum);
      DoubleVector wide = widen(q);
      met = wide.fma(wide, met);
    }
    return query.score(
        Metric.L2, sum.reduceLanes(VectorOperators.ADD), met.reduceLanes(VectorOperators.ADD));
  }

  private static float l1(
      SparseQuery query, float[] table, int[] positions, long values, int n) {
    FloatVector sum = FloatVector.zero(HALF);
    DoubleVector met = DoubleVector.zero(DOUBLES);
    int j = 0;
    for (; j <= n - HALF_LANES; j += HALF_LANES) {
      FloatVector q = FloatVector.fromArray(HALF, table, 0, positions, j);
      sum = sum.add(load(HALF, values + 4L * j).sub(q).abs());
      met = met.add(widen(q.abs()));
    }
    if (j < n) {
      VectorMask<Float> mask = HALF.indexInRange(j, n);
      FloatVector q = FloatVector.fromArray(HALF, table, 0, positions, j, mask);
      sum = sum.add(load(HALF, values + 4L * j, mask).sub(q).abs());
      met = met.add(widen(q.abs()));
    }
    return query.score(
        Metric.L1, sum.reduceLanes(VectorOperators.ADD), met.reduceLanes(VectorOperators.ADD));
  }

  private static float product(
      SparseQuery query, float[] table, int[] positions, long values, int n) {
    FloatVector sum = FloatVector.zero(SPECIES);
    int j = 0;
    for (; j <= n - LANES; j += LANES) {
      sum =
          load(SPECIES, values + 4L * j)
              .fma(FloatVector.fromArray(SPECIES, table, 0, positions, j), sum);
    }
    if (j < n) {
      VectorMask<Float> mask = SPECIES.indexInRange(j, n);
      sum =
          load(SPECIES, values + 4L * j, mask)
              .fma(FloatVector.fromArray(SPECIES, table, 0, positions, j, mask), sum);
    }
    return query.score(Metric.INNER_PRODUCT, sum.reduceLanes(VectorOperators.ADD), 0);
  }

  private static float cosine(
      SparseQuery query, float[] table, int[] positions, long values, int n) {
    FloatVector sum = FloatVector.zero(SPECIES);
    FloatVector norm = sum;
    int j = 0;
    for (; j <= n - LANES; j += LANES) {
      FloatVector x = load(SPECIES, values + 4L * j);
      sum = x.fma(FloatVector.fromArray(SPECIES, table, 0, positions, j), sum);
      norm = x.fma(x, norm);
    }
    if (j < n) {
      VectorMask<Float> mask = SPECIES.indexInRange(j, n);
      FloatVector x = load(SPECIES, values + 4L * j, mask);
      sum = x.fma(FloatVector.fromArray(SPECIES, table, 0, positions, j, mask), sum);
      norm = x.fma(x, norm);
    }
    return query.score(
        Metric.COSINE,
        sum.reduceLanes(VectorOperators.ADD),
        norm.reduceLanes(VectorOperators.ADD));
  }
}
