package dev.omendb.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Float kernels over values in byte arrays, as SQL expressions hold them, and over float arrays.
/// One value a call; four accumulators.
final class SimdHeapFloats {
  private static final VectorSpecies<Float> SPECIES = SimdFloats.SPECIES;
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, SPECIES.vectorShape());
  private static final int LANES = SPECIES.length();
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private SimdHeapFloats() {}

  static float squaredNorm(float[] a, int d) {
    return product(a, a, d);
  }

  /// Decodes `d` packed floats.
  static void copy(byte[] heap, int offset, float[] target, int d) {
    MemorySegment.copy(MemorySegment.ofArray(heap), FLOAT, offset, target, 0, d);
  }

  private static FloatVector load(byte[] heap, int offset) {
    return ByteVector.fromArray(BYTES, heap, offset).reinterpretAsFloats();
  }

  private static FloatVector loadTail(byte[] heap, int offset, int j, int d) {
    VectorMask<Byte> mask = BYTES.indexInRange(4 * j, 4 * d);
    return ByteVector.fromArray(BYTES, heap, offset, mask).reinterpretAsFloats();
  }

  private static FloatVector load(float[] a, int j) {
    return FloatVector.fromArray(SPECIES, a, j);
  }

  private static FloatVector loadTail(float[] a, int j, int d) {
    return FloatVector.fromArray(SPECIES, a, j, SPECIES.indexInRange(j, d));
  }

  static float l2(float[] a, float[] b, int d) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int j = 0;
    for (int bound = d - 4 * LANES; j <= bound; j += 4 * LANES) {
      FloatVector e0 = load(a, j).sub(load(b, j));
      FloatVector e1 = load(a, j + LANES).sub(load(b, j + LANES));
      FloatVector e2 = load(a, j + 2 * LANES).sub(load(b, j + 2 * LANES));
      FloatVector e3 = load(a, j + 3 * LANES).sub(load(b, j + 3 * LANES));
      s0 = e0.fma(e0, s0);
      s1 = e1.fma(e1, s1);
      s2 = e2.fma(e2, s2);
      s3 = e3.fma(e3, s3);
    }
    for (; j < d; j += LANES) {
      FloatVector e = loadTail(a, j, d).sub(loadTail(b, j, d));
      s0 = e.fma(e, s0);
    }
    return sum(s0, s1, s2, s3);
  }

  static float l2(float[] a, byte[] heap, int offset, int d) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int j = 0;
    for (int bound = d - 4 * LANES; j <= bound; j += 4 * LANES) {
      int at = offset + 4 * j;
      FloatVector e0 = load(a, j).sub(load(heap, at));
      FloatVector e1 = load(a, j + LANES).sub(load(heap, at + 4 * LANES));
      FloatVector e2 = load(a, j + 2 * LANES).sub(load(heap, at + 8 * LANES));
      FloatVector e3 = load(a, j + 3 * LANES).sub(load(heap, at + 12 * LANES));
      s0 = e0.fma(e0, s0);
      s1 = e1.fma(e1, s1);
      s2 = e2.fma(e2, s2);
      s3 = e3.fma(e3, s3);
    }
    for (; j < d; j += LANES) {
      FloatVector e = loadTail(a, j, d).sub(loadTail(heap, offset + 4 * j, j, d));
      s0 = e.fma(e, s0);
    }
    return sum(s0, s1, s2, s3);
  }

  static float product(float[] a, float[] b, int d) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int j = 0;
    for (int bound = d - 4 * LANES; j <= bound; j += 4 * LANES) {
      s0 = load(a, j).fma(load(b, j), s0);
      s1 = load(a, j + LANES).fma(load(b, j + LANES), s1);
      s2 = load(a, j + 2 * LANES).fma(load(b, j + 2 * LANES), s2);
      s3 = load(a, j + 3 * LANES).fma(load(b, j + 3 * LANES), s3);
    }
    for (; j < d; j += LANES) {
      s0 = loadTail(a, j, d).fma(loadTail(b, j, d), s0);
    }
    return sum(s0, s1, s2, s3);
  }

  static float product(float[] a, byte[] heap, int offset, int d) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int j = 0;
    for (int bound = d - 4 * LANES; j <= bound; j += 4 * LANES) {
      int at = offset + 4 * j;
      s0 = load(a, j).fma(load(heap, at), s0);
      s1 = load(a, j + LANES).fma(load(heap, at + 4 * LANES), s1);
      s2 = load(a, j + 2 * LANES).fma(load(heap, at + 8 * LANES), s2);
      s3 = load(a, j + 3 * LANES).fma(load(heap, at + 12 * LANES), s3);
    }
    for (; j < d; j += LANES) {
      s0 = loadTail(a, j, d).fma(loadTail(heap, offset + 4 * j, j, d), s0);
    }
    return sum(s0, s1, s2, s3);
  }

  static double cosine(float[] a, float[] b, int d) {
    return Metric.cosineDistance(product(a, b, d), squaredNorm(a, d), squaredNorm(b, d));
  }

  /// Cosine distance where the first vector's squared norm is known.
  static double cosine(float[] a, float squaredNormA, byte[] heap, int offset, int d) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector n0 = s0;
    FloatVector n1 = s0;
    int j = 0;
    for (int bound = d - 2 * LANES; j <= bound; j += 2 * LANES) {
      int at = offset + 4 * j;
      FloatVector y0 = load(heap, at);
      FloatVector y1 = load(heap, at + 4 * LANES);
      s0 = load(a, j).fma(y0, s0);
      s1 = load(a, j + LANES).fma(y1, s1);
      n0 = y0.fma(y0, n0);
      n1 = y1.fma(y1, n1);
    }
    for (; j < d; j += LANES) {
      FloatVector y = loadTail(heap, offset + 4 * j, j, d);
      s0 = loadTail(a, j, d).fma(y, s0);
      n0 = y.fma(y, n0);
    }
    float product = s0.add(s1).reduceLanes(VectorOperators.ADD);
    float norm = n0.add(n1).reduceLanes(VectorOperators.ADD);
    return Metric.cosineDistance(product, squaredNormA, norm);
  }

  static float l1(float[] a, float[] b, int d) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    int j = 0;
    for (int bound = d - 2 * LANES; j <= bound; j += 2 * LANES) {
      s0 = s0.add(load(a, j).sub(load(b, j)).abs());
      s1 = s1.add(load(a, j + LANES).sub(load(b, j + LANES)).abs());
    }
    for (; j < d; j += LANES) {
      s0 = s0.add(loadTail(a, j, d).sub(loadTail(b, j, d)).abs());
    }
    return s0.add(s1).reduceLanes(VectorOperators.ADD);
  }

  static float l1(float[] a, byte[] heap, int offset, int d) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    int j = 0;
    for (int bound = d - 2 * LANES; j <= bound; j += 2 * LANES) {
      int at = offset + 4 * j;
      s0 = s0.add(load(a, j).sub(load(heap, at)).abs());
      s1 = s1.add(load(a, j + LANES).sub(load(heap, at + 4 * LANES)).abs());
    }
    for (; j < d; j += LANES) {
      s0 = s0.add(loadTail(a, j, d).sub(loadTail(heap, offset + 4 * j, j, d)).abs());
    }
    return s0.add(s1).reduceLanes(VectorOperators.ADD);
  }

  private static float sum(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
    return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
  }
}
