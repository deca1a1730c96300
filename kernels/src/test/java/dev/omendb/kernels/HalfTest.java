package dev.omendb.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfTest {
  @Test
  void everyHalfSurvivesTheRoundTrip() {
    byte[] bytes = new byte[4];
    for (int bits = 0; bits < 65536; bits++) {
      bytes[1] = (byte) bits;
      bytes[2] = (byte) (bits >> 8);
      float wide = Half.get(bytes, 1);
      if (Float.isNaN(wide)) {
        continue;
      }
      Half.put(bytes, 1, wide);
      assertThat((bytes[1] & 0xff) | (bytes[2] & 0xff) << 8).isEqualTo(bits);
    }
  }

  @Test
  void roundsToNearestEven() {
    byte[] bytes = new byte[8];
    Half.narrow(new float[] {1 + 0x1p-11f, 1 + 3 * 0x1p-11f, 65520f, 0x1p-25f}, bytes, 0, 4);
    float[] wide = new float[4];
    Half.widen(bytes, 0, wide, 4);
    assertThat(wide).containsExactly(1f, 1 + 0x1p-9f, Float.POSITIVE_INFINITY, 0f);
  }
}
