package dev.omendb.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SparseDistancesTest {
  @Test
  void equalsTheDenseDistance() {
    Random random = new Random(5);
    ComputeEngine dense = new ScalarCompute();
    for (int round = 0; round < 500; round++) {
      int d = 1 + random.nextInt(60);
      float[] a = sparse(random, d);
      float[] b = sparse(random, d);
      for (Metric metric : Metric.values()) {
        double expected = dense.distance(metric, a, b, d);
        double actual = SparseDistances.distance(metric, slice(a), slice(b));
        if (Double.isNaN(expected)) {
          assertThat(actual).isNaN();
        } else {
          assertThat(actual).isEqualTo(expected);
        }
      }
    }
  }

  private static float[] sparse(Random random, int d) {
    float[] vector = new float[d];
    for (int i = 0; i < d; i++) {
      if (random.nextInt(3) == 0) {
        vector[i] = random.nextInt(17) - 8;
      }
    }
    return vector;
  }

  private static SparseDistances.Slice slice(float[] dense) {
    int count = 0;
    for (float value : dense) {
      count += value != 0 ? 1 : 0;
    }
    ByteBuffer buffer = ByteBuffer.allocate(5 + 8 * count).order(ByteOrder.LITTLE_ENDIAN);
    int place = 0;
    for (int i = 0; i < dense.length; i++) {
      if (dense[i] != 0) {
        buffer.putInt(5 + 4 * place, i);
        buffer.putFloat(5 + 4 * (count + place), dense[i]);
        place++;
      }
    }
    return new SparseDistances.Slice(buffer.array(), 5, 5 + 4 * count, count);
  }
}
