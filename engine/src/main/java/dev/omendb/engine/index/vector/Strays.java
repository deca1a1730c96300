package dev.omendb.engine.index.vector;

import dev.omendb.kernels.Metric;

/// Vectors no code can stand for: those without direction, by cosine, and those whose square
/// overflows a float.
final class Strays {
  private Strays() {}

  static boolean isStray(Metric metric, float[] vector) {
    float square = 0;
    for (float x : vector) {
      square += x * x;
    }
    return !(square < Float.POSITIVE_INFINITY) || (metric == Metric.COSINE && square == 0);
  }
}
