package dev.omendb.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyEncodingTest {
  private static <T> byte[] key(BiConsumer<KeyBuffer, T> encode, T value, boolean descending) {
    KeyBuffer buffer = new KeyBuffer();
    buffer.putByte(1);
    int from = buffer.length();
    encode.accept(buffer, value);
    if (descending) {
      buffer.invert(from);
    }
    return buffer.toByteArray();
  }

  /// Encodes all pairs and compares their order, also with another column behind.
  private static <T> void check(
      BiConsumer<KeyBuffer, T> encode, Comparator<T> order, List<T> values) {
    for (T a : values) {
      for (T b : values) {
        int expected = Integer.signum(order.compare(a, b));
        byte[] keyA = key(encode, a, false);
        byte[] keyB = key(encode, b, false);
        assertThat(Integer.signum(Arrays.compareUnsigned(keyA, keyB)))
            .as("%s against %s", a, b)
            .isEqualTo(expected);
        assertThat(
                Integer.signum(
                    Arrays.compareUnsigned(key(encode, a, true), key(encode, b, true))))
            .as("%s against %s descending", a, b)
            .isEqualTo(-expected);
        if (expected != 0 && keyA.length <= keyB.length) {
          assertThat(Arrays.equals(keyA, 0, keyA.length, keyB, 0, keyA.length))
              .as("%s is a prefix of %s", a, b)
              .isFalse();
        }
      }
    }
  }

  @Test
  void integers() {
    check(
        KeyEncoding::putLong,
        Comparator.naturalOrder(),
        List.of(Long.MIN_VALUE, -256L, -1L, 0L, 1L, 255L, 256L, Long.MAX_VALUE));
    check(
        KeyEncoding::putInt,
        Comparator.naturalOrder(),
        List.of(Integer.MIN_VALUE, -256, -1, 0, 1, 255, 256, Integer.MAX_VALUE));
    check(
        KeyEncoding::putShort,
        Comparator.naturalOrder(),
        List.of((int) Short.MIN_VALUE, -256, -1, 0, 1, 255, 256, (int) Short.MAX_VALUE));
  }

  @Test
  void floatsInPostgresOrder() {
    check(
        KeyEncoding::putDouble,
        Comparator.comparing((Double d) -> d == 0 ? 0.0 : d),
        List.of(
            Double.NEGATIVE_INFINITY,
            -1e300,
            -1.5,
            -Double.MIN_VALUE,
            -0.0,
            0.0,
            Double.MIN_VALUE,
            1.5,
            1e300,
            Double.POSITIVE_INFINITY,
            Double.NaN));
    check(
        KeyEncoding::putFloat,
        Comparator.comparing((Float f) -> f == 0 ? 0.0f : f),
        List.of(
            Float.NEGATIVE_INFINITY, -1.5f, -0.0f, 0.0f, 1e-40f, 1.5f, Float.MAX_VALUE, Float.NaN));
  }

  @Test
  void byteStrings() {
    Random random = new Random(7);
    List<byte[]> values =
        Stream.generate(
                () -> {
                  byte[] bytes = new byte[random.nextInt(5)];
                  for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) new int[] {0, 1, 0x7f, 0x80, 0xfe, 0xff}[random.nextInt(6)];
                  }
                  return bytes;
                })
            .limit(200)
            .toList();
    check(
        (buffer, bytes) -> KeyEncoding.putBytes(buffer, bytes, 0, bytes.length),
        Arrays::compareUnsigned,
        values);
    KeyBuffer buffer = new KeyBuffer();
    KeyEncoding.putBytes(buffer, "xab".getBytes(StandardCharsets.UTF_8), 1, 2);
    assertThat(buffer.toByteArray()).containsExactly('a', 'b', 0, 0);
  }
}
