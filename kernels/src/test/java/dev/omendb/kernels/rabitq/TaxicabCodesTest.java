package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaxicabCodesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 130, 1000, 2000, 16_000})
  void sumsAreExact(int dimensions) {
    int padded = Rotation.padded(dimensions);
    int bytes = TaxicabCodes.bytes(padded);
    Random random = new Random(dimensions);
    int count = 37;
    MemorySegment codes = Arena.ofAuto().allocate((long) count * bytes, 64);
    for (long i = 0; i < codes.byteSize(); i++) {
      codes.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
    }
    byte[] below = new byte[bytes];
    byte[] above = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      below[i] = (byte) random.nextInt(16);
      above[i] = (byte) (random.nextInt(2) * 15);
    }
    int[] sums = new int[count];
    SimdTaxicab.sums(codes.address(), count, below, above, sums);
    for (int i = 0; i < count; i++) {
      int sum = 0;
      for (int j = 0; j < bytes; j++) {
        int levels = codes.get(ValueLayout.JAVA_BYTE, (long) i * bytes + j);
        sum += Math.abs((levels & 15) - below[j]) + Math.abs((levels >>> 4 & 15) - above[j]);
      }
      assertThat(sums[i]).isEqualTo(sum);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 256, 1000})
  void errorsAreAsLargeAsStated(int dimensions) {
    checkErrors(dimensions, false);
    checkErrors(dimensions, true);
  }

  /// @param whole whether values are whole numbers, whose rounding errors are alike
  private static void checkErrors(int dimensions, boolean whole) {
    int padded = Rotation.padded(dimensions);
    Random random = new Random(dimensions);
    MemorySegment mean = Arena.ofAuto().allocate(4L * padded, 64);
    MemorySegment memory = Arena.ofAuto().allocate(TaxicabCodes.bytes(padded), 64);
    Code code = new Code(padded);
    TaxicabQuery query = new TaxicabQuery(padded);
    float step = TaxicabCodes.step(0.8);
    double squares = 0;
    int count = 2000;
    for (int i = 0; i < count; i++) {
      float[] a = vector(random, dimensions, padded, whole);
      float[] b = vector(random, dimensions, padded, whole);
      code.encodeTaxicab(a, 0, b, 0, new float[padded], step);
      MemorySegment.copy(
          code.levels, 0, memory, ValueLayout.JAVA_BYTE, 0, TaxicabCodes.bytes(padded));
      query.aim(b, mean, 0, step);
      double distance = 0;
      for (int j = 0; j < padded; j++) {
        distance += Math.abs((double) a[j] - b[j]);
      }
      double error = (query.estimate(memory.address()) - distance) / query.deviation();
      squares += error * error;
    }
    assertThat(Math.sqrt(squares / count)).isBetween(0.6, 1.2);
  }

  private static float[] vector(Random random, int dimensions, int padded, boolean whole) {
    float[] vector = new float[padded];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = whole ? random.nextInt(5) - 2 : (float) random.nextGaussian();
    }
    return vector;
  }
}
