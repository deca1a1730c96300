package dev.omendb.kernels.rabitq;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The steps of [Rotation], in place on a float array.
final class SimdHadamard {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final VectorShuffle<Float> SWAP_1 = swap(1);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_8 = swap(8);
  private static final FloatVector SIGN_1 = sign(1);
  private static final FloatVector SIGN_2 = sign(2);
  private static final FloatVector SIGN_4 = sign(4);
  private static final FloatVector SIGN_8 = sign(8);

  private SimdHadamard() {}

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) & (LANES - 1));
  }

  private static FloatVector sign(int distance) {
    float[] signs = new float[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      signs[lane] = (lane & distance) == 0 ? 1 : -1;
    }
    return FloatVector.fromArray(SPECIES, signs, 0);
  }

  /// Multiplies by `factors`, element by element.
  static void scale(float[] a, int from, float[] factors) {
    for (int i = 0; i < factors.length; i += LANES) {
      FloatVector.fromArray(SPECIES, a, from + i)
          .mul(FloatVector.fromArray(SPECIES, factors, i))
          .intoArray(a, from + i);
    }
  }

  /// The Hadamard transform, unscaled, of `n` floats: a power of two, at least 64.
  static void transform(float[] a, int from, int n) {
    withinLanes(a, from, n);
    int h = LANES;
    for (; 2 * h < n; h *= 4) {
      for (int i = from; i < from + n; i += 4 * h) {
        doubleButterfly(a, i, h);
      }
    }
    if (h < n) {
      butterfly(a, from, from + h, h);
    }
  }

  private static void withinLanes(float[] a, int from, int n) {
    for (int i = from; i < from + n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i);
      x = x.fma(SIGN_1, x.rearrange(SWAP_1));
      x = x.fma(SIGN_2, x.rearrange(SWAP_2));
      if (LANES > 4) {
        x = x.fma(SIGN_4, x.rearrange(SWAP_4));
      }
      if (LANES > 8) {
        x = x.fma(SIGN_8, x.rearrange(SWAP_8));
      }
      x.intoArray(a, i);
    }
  }

  /// Two steps at once, of distances `h` and `2 * h`.
  private static void doubleButterfly(float[] a, int first, int h) {
    for (int i = first; i < first + h; i += LANES) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, a, i);
      FloatVector x1 = FloatVector.fromArray(SPECIES, a, i + h);
      FloatVector x2 = FloatVector.fromArray(SPECIES, a, i + 2 * h);
      FloatVector x3 = FloatVector.fromArray(SPECIES, a, i + 3 * h);
      FloatVector y0 = x0.add(x1);
      FloatVector y1 = x0.sub(x1);
      FloatVector y2 = x2.add(x3);
      FloatVector y3 = x2.sub(x3);
      y0.add(y2).intoArray(a, i);
      y1.add(y3).intoArray(a, i + h);
      y0.sub(y2).intoArray(a, i + 2 * h);
      y1.sub(y3).intoArray(a, i + 3 * h);
    }
  }

  /// Replaces the two halves by their sum and difference, unscaled.
  static void mixHalves(float[] a, int from, int n) {
    butterfly(a, from, from + n / 2, n / 2);
  }

  private static void butterfly(float[] a, int first, int second, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, first + i);
      FloatVector y = FloatVector.fromArray(SPECIES, a, second + i);
      x.add(y).intoArray(a, first + i);
      x.sub(y).intoArray(a, second + i);
    }
  }
}
