package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FineCodesTest {
  /// A query, a centre and the rows around it, rotated, and the rows' second codes in memory.
  private static final class Scene {
    final int padded;
    final float[] query;
    final float[] mean;
    final float[] centre;
    final float[][] rows;
    final MemorySegment memory;
    final QueryCode code;
    final float base;

    Scene(int dimensions, int count, long seed) {
      Random random = new Random(seed);
      Rotation rotation = new Rotation(dimensions);
      padded = rotation.padded();
      query = rotated(rotation, random, 1);
      mean = rotated(rotation, random, 0.5f);
      centre = rotated(rotation, random, 0.5f);
      rows = new float[count][];
      long stride = FineCodes.bytes(padded);
      memory = Arena.ofAuto().allocate(count * stride + 4L * padded + 64, 64);
      Code encoder = new Code(padded);
      for (int i = 0; i < count; i++) {
        rows[i] = rotated(rotation, random, 0.7f);
        for (int j = 0; j < padded; j++) {
          rows[i][j] += centre[j];
        }
        encoder.encode(rows[i], 0, centre, 0, mean, false, true);
        FineCodes.write(memory, i * stride, encoder);
      }
      long means = (count * stride + 63) & -64;
      MemorySegment.copy(mean, 0, memory, ValueLayout.JAVA_FLOAT, means, padded);
      code = new QueryCode(padded);
      code.aim(query, memory.address() + means);
      base = (float) squaredDistance(query, centre);
    }

    private static float[] rotated(Rotation rotation, Random random, float scale) {
      float[] vector = new float[rotation.dimensions()];
      for (int j = 0; j < vector.length; j++) {
        vector[j] = scale * (float) random.nextGaussian();
      }
      float[] target = new float[rotation.padded()];
      rotation.rotate(vector, 0, target, 0);
      return target;
    }

    float[] bounds(float epsilon) {
      long[] addresses = new long[rows.length];
      float[] bases = new float[rows.length];
      float[] bounds = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        addresses[i] = memory.address() + i * FineCodes.bytes(padded);
        bases[i] = base;
      }
      SimdFineCodes.bounds(code, addresses, bases, rows.length, epsilon, bounds);
      return bounds;
    }

    /// The estimate as [FineCodes] defines it, in double precision.
    double estimate(int row) {
      long at = row * FineCodes.bytes(padded);
      double product = 0;
      for (int i = 0; i < padded; i++) {
        int levels = memory.get(ValueLayout.JAVA_BYTE, at + 8 + i / 32 * 16 + i % 16);
        int level = (i % 32 < 16 ? levels : levels >>> 4) & 15;
        product += (level - 7.5) * ((double) query[i] - mean[i]);
      }
      double factor = memory.get(ValueLayout.JAVA_FLOAT, at + 4);
      return base + memory.get(ValueLayout.JAVA_FLOAT, at) - 2 * factor * product;
    }

    double deviation(int row) {
      long at = row * FineCodes.bytes(padded);
      return memory.get(ValueLayout.JAVA_FLOAT, at + 4) * FineCodes.error(base);
    }
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 200, 1000, 2000, 16_000})
  void estimatesAreWhatTheFormatSays(int dimensions) {
    Scene scene = new Scene(dimensions, 70, dimensions);
    float[] bounds = scene.bounds(0);
    float[] lower = scene.bounds(2);
    for (int i = 0; i < bounds.length; i++) {
      double expected = scene.estimate(i);
      double rounding = 1e-5 * (scene.base + squaredDistance(scene.mean, scene.query));
      assertThat((double) bounds[i]).isCloseTo(expected, within(rounding));
      assertThat((double) lower[i])
          .isCloseTo(expected - 2 * scene.deviation(i), within(rounding));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 96, 256, 768, 1536})
  void errorsAreAsLargeAsStated(int dimensions) {
    double squares = 0;
    int count = 0;
    int far = 0;
    for (int seed = 0; seed < 10; seed++) {
      Scene scene = new Scene(dimensions, 300, 1000 + seed);
      float[] bounds = scene.bounds(0);
      for (int i = 0; i < bounds.length; i++) {
        double truth = squaredDistance(scene.query, scene.rows[i]);
        double error = (bounds[i] - truth) / scene.deviation(i);
        squares += error * error;
        far += Math.abs(error) > 4 ? 1 : 0;
        count++;
      }
    }
    assertThat(Math.sqrt(squares / count)).isBetween(0.85, 1.15);
    assertThat(far).isLessThan(3);
  }

  @Test
  void aRowAtItsCentreIsExact() {
    Scene scene = new Scene(100, 0, 3);
    Code encoder = new Code(scene.padded);
    encoder.encode(scene.centre, 0, scene.centre, 0, scene.mean, false, true);
    assertThat(encoder.isFinite()).isTrue();
    FineCodes.write(scene.memory, 0, encoder);
    assertThat(encoder.fineAdd).isZero();
    assertThat(encoder.fineFactor).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 65, 256, 768, 2000})
  void boundsOfFirstCodesHold(int dimensions) {
    int words = CodeBlocks.words(Rotation.padded(dimensions));
    double squares = 0;
    int far = 0;
    int count = 0;
    for (int seed = 0; seed < 40; seed++) {
      Scene scene = new Scene(dimensions, 16, seed);
      MemorySegment block = Arena.ofAuto().allocate(CodeBlocks.bytes(words), 64);
      Code encoder = new Code(scene.padded);
      float[] factors = new float[16];
      for (int i = 0; i < 16; i++) {
        encoder.encode(scene.rows[i], 0, scene.centre, 0, scene.mean, false, true);
        CodeBlocks.write(block, 0, i, encoder);
        factors[i] = encoder.factor;
      }
      scene.code.enter(scene.base, 0);
      for (int i = 0; i < 16; i++) {
        double truth = squaredDistance(scene.query, scene.rows[i]);
        double deviation = scene.code.deviation(factors[i]);
        double error = (scene.code.estimate(block.address(), i) - truth) / deviation;
        squares += error * error;
        far += Math.abs(error) > 4 ? 1 : 0;
        count++;
      }
    }
    assertThat(Math.sqrt(squares / count)).isBetween(0.7, 1.3);
    assertThat(far).isLessThan(3);
  }
}
