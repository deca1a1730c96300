package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RotationTest {
  @Test
  void keepsDistances() {
    Random random = new Random(1);
    for (int d : new int[] {1, 2, 63, 64, 65, 100, 128, 200, 256, 384, 768, 1000, 1536, 3072}) {
      Rotation rotation = new Rotation(d);
      float[] a = new float[d];
      float[] b = new float[d];
      double expected = 0;
      for (int i = 0; i < d; i++) {
        a[i] = (float) random.nextGaussian();
        b[i] = (float) random.nextGaussian();
        expected += (double) (a[i] - b[i]) * (a[i] - b[i]);
      }
      float[] target = new float[2 * rotation.padded()];
      rotation.rotate(a, 0, target, 0);
      rotation.rotate(b, 0, target, rotation.padded());
      double actual = 0;
      for (int i = 0; i < rotation.padded(); i++) {
        double difference = target[i] - target[rotation.padded() + i];
        actual += difference * difference;
      }
      assertThat(actual).as("%d dimensions", d).isCloseTo(expected, within(1e-4 * expected));
    }
  }

  @Test
  void spreadsOneCoordinateOverAll() {
    for (int d : new int[] {64, 256, 384, 768, 1536}) {
      Rotation rotation = new Rotation(d);
      for (int place : new int[] {0, d / 2, d - 1}) {
        float[] axis = new float[d];
        axis[place] = 1;
        float[] target = new float[rotation.padded()];
        rotation.rotate(axis, 0, target, 0);
        double greatest = 0;
        for (float value : target) {
          greatest = Math.max(greatest, Math.abs(value));
        }
        assertThat(greatest).as("%d dimensions", d).isLessThan(6 / Math.sqrt(d));
      }
    }
  }
}
