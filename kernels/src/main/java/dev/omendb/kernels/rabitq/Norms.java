package dev.omendb.kernels.rabitq;

import java.util.Arrays;

/// Lengths of vectors.
final class Norms {
  private Norms() {}

  /// Scales a vector to length 1; one without length becomes zero, and the answer is false.
  static boolean normalise(float[] source, int from, float[] target, int to, int dimensions) {
    double norm = 0;
    for (int i = 0; i < dimensions; i++) {
      norm += (double) source[from + i] * source[from + i];
    }
    if (!(norm > 0) || norm == Double.POSITIVE_INFINITY) {
      Arrays.fill(target, to, to + dimensions, 0);
      return false;
    }
    float scale = (float) (1 / Math.sqrt(norm));
    for (int i = 0; i < dimensions; i++) {
      target[to + i] = source[from + i] * scale;
    }
    return true;
  }

  /// The squared length.
  static float squared(float[] vector) {
    return squared(vector, 0, vector.length);
  }

  /// The squared length of one vector of several.
  static float squared(float[] vectors, int from, int dimensions) {
    float norm = 0;
    for (int i = from; i < from + dimensions; i++) {
      norm += vectors[i] * vectors[i];
    }
    return norm;
  }
}
