package dev.omendb.sql.type.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.sql.type.ByteArraySink;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Floats read and print correctly rounded and shortest, against the JDK as the oracle.
class FloatTextTest {
  private static final long SEED = 20240917;

  @Test
  void floatsSurvivePrintingAndParsing() {
    Random random = new Random(SEED);
    ByteArraySink out = new ByteArraySink();
    for (int i = 0; i < 1_000_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      out.clear();
      ShortestDecimal.write(out, value);
      long result = FloatParser.parseFloat(out.bytes(), 0, out.position());
      assertThat((int) (result >>> 32)).isEqualTo(out.position());
      if (Float.isFinite(value)) {
        assertThat((int) result).as(out.toString()).isEqualTo(Float.floatToRawIntBits(value));
        assertThat(digits(out.toString())).isLessThanOrEqualTo(9);
      }
    }
  }

  @Test
  void doublesSurvivePrintingAndParsing() {
    Random random = new Random(SEED);
    ByteArraySink out = new ByteArraySink();
    for (int i = 0; i < 1_000_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        out.clear();
        ShortestDecimal.write(out, value);
        double read = FloatParser.parseDouble(out.bytes(), 0, out.position());
        assertThat(read).as(out.toString()).isEqualTo(value);
        assertThat(digits(out.toString())).isLessThanOrEqualTo(17);
      }
    }
  }

  @Test
  void decimalsOfEveryLengthRoundAsTheJdkRoundsThem() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1_000_000; i++) {
      String text = randomDecimal(random);
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      int bits = (int) FloatParser.parseFloat(bytes, 0, bytes.length);
      assertThat(Float.intBitsToFloat(bits)).as(text).isEqualTo(Float.parseFloat(text));
      assertThat(FloatParser.parseDouble(bytes, 0, bytes.length))
          .as(text)
          .isEqualTo(Double.parseDouble(text));
    }
  }

  /// Numbers half-way between two floats, and just off.
  @Test
  void halfwayCasesRoundToEven() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100_000; i++) {
      float low = Float.intBitsToFloat(random.nextInt(0x7F000000));
      double middle = ((double) low + Math.nextUp(low)) / 2;
      for (double value : new double[] {middle, Math.nextUp(middle), Math.nextDown(middle)}) {
        String text = new BigDecimal(value).toString();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        int bits = (int) FloatParser.parseFloat(bytes, 0, bytes.length);
        assertThat(Float.intBitsToFloat(bits)).as(text).isEqualTo(Float.parseFloat(text));
      }
    }
  }

  private static String randomDecimal(Random random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    int whole = random.nextInt(12);
    for (int i = 0; i <= whole; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    if (random.nextInt(4) > 0) {
      text.append('.');
      int fraction = random.nextInt(25);
      for (int i = 0; i < fraction; i++) {
        text.append((char) ('0' + random.nextInt(10)));
      }
    }
    if (random.nextInt(3) == 0) {
      text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(100) - 60);
    }
    return text.toString();
  }

  private static int digits(String number) {
    String mantissa = number.toLowerCase(Locale.ROOT).split("e")[0];
    String all = mantissa.replaceAll("[-.]", "").replaceAll("^0+", "").replaceAll("0+$", "");
    return all.length();
  }
}
