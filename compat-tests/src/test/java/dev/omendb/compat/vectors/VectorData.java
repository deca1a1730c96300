package dev.omendb.compat.vectors;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.StringJoiner;

/// Random clustered values of one vector type, as text. The same seed gives the same rows.
final class VectorData {
  static final int DIMENSION = 24;
  private static final int CLUSTERS = 30;
  private static final int BITS = 64;
  private static final double SPREAD = 0.35;

  private final Random random;
  private final String type;
  private final float[][] centers = new float[CLUSTERS][DIMENSION];

  /// @param type vector, halfvec, sparsevec or bit
  VectorData(String type, long seed) {
    this.type = type;
    this.random = new Random(seed);
    for (var center : centers) {
      for (var i = 0; i < DIMENSION; i++) {
        center[i] = (float) random.nextGaussian();
      }
    }
  }

  /// The type with its modifier.
  String declaration() {
    return "%s(%d)".formatted(type, type.equals("bit") ? BITS : DIMENSION);
  }

  String next() {
    return near(center());
  }

  /// A cluster.
  int center() {
    return random.nextInt(CLUSTERS);
  }

  /// A value of a cluster.
  String near(int cluster) {
    var center = centers[cluster];
    return switch (type) {
      case "bit" -> bits(center);
      case "sparsevec" -> sparse(center);
      default -> dense(center);
    };
  }

  private String dense(float[] center) {
    var text = new StringJoiner(",", "[", "]");
    for (var value : center) {
      text.add("%.3f".formatted(value + SPREAD * random.nextGaussian()));
    }
    return text.toString();
  }

  private String sparse(float[] center) {
    var text = new StringJoiner(",", "{", "}/" + DIMENSION);
    for (var i = 0; i < DIMENSION; i++) {
      if (Math.abs(center[i]) > 0.5) {
        text.add("%d:%.3f".formatted(i + 1, center[i] + SPREAD * random.nextGaussian()));
      }
    }
    return text.toString();
  }

  private String bits(float[] center) {
    var text = new StringBuilder();
    for (var i = 0; i < BITS; i++) {
      var one = center[i % DIMENSION] > 0 ^ random.nextInt(6) == 0;
      text.append(one ? '1' : '0');
    }
    return text.toString();
  }

  /// Rows `id, id % 1000, value` for COPY FROM STDIN.
  byte[] rows(int firstId, int count) {
    var text = new StringBuilder();
    for (var id = firstId; id < firstId + count; id++) {
      text.append(id).append('\t').append(id % 1000).append('\t').append(next()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
