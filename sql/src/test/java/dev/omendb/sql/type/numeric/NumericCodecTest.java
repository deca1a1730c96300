package dev.omendb.sql.type.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random decimals of all sizes against BigDecimal.
class NumericCodecTest {
  private static final long SEED = 99;
  private final PgType numeric = Types.builtin().byOid(TypeOids.NUMERIC);

  @Test
  void storageTextBinaryOrderAndHashAgreeWithBigDecimal() {
    Random random = new Random(SEED);
    BytesColumn column = new BytesColumn(2);
    for (int i = 0; i < 50_000; i++) {
      BigDecimal a = random(random);
      BigDecimal b = random.nextInt(4) == 0 ? a.setScale(a.scale() + 3) : random(random);
      column.clear();
      Numeric.append(a, column);
      Numeric.append(b, column);
      assertThat(Numeric.decimal(column, 0)).isEqualTo(a);
      assertThat(text(column, 0)).isEqualTo(a.toPlainString());
      assertThat(Numeric.doubleValue(column, 0)).isEqualTo(a.doubleValue());
      int order = Integer.signum(a.compareTo(b));
      assertThat(Integer.signum(numeric.compare(column, 0, column, 1))).isEqualTo(order);
      assertThat(Integer.signum(Arrays.compareUnsigned(key(column, 0), key(column, 1))))
          .as("%s %s", a, b)
          .isEqualTo(order);
      if (order == 0) {
        assertThat(numeric.hash(column, 0)).isEqualTo(numeric.hash(column, 1));
      }
      ByteArraySink out = new ByteArraySink();
      numeric.formatBinary(column, 0, out);
      BytesColumn read = new BytesColumn(1);
      numeric.parseBinary(out.bytes(), 0, out.position(), -1, read);
      assertThat(Numeric.decimal(read, 0)).isEqualTo(a);
      byte[] text = out(a);
      BytesColumn parsed = new BytesColumn(1);
      numeric.parseText(text, 0, text.length, -1, FormatSettings.DEFAULT, parsed);
      assertThat(Numeric.decimal(parsed, 0)).isEqualTo(a);
    }
  }

  private static BigDecimal random(Random random) {
    BigInteger unscaled = new BigInteger(random.nextInt(150), random);
    if (random.nextInt(5) == 0) {
      unscaled = BigInteger.valueOf(random.nextInt(200) - 100);
    }
    if (random.nextInt(50) == 0) {
      unscaled = BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.valueOf(random.nextInt(2)));
    }
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), random.nextInt(40));
  }

  private static byte[] out(BigDecimal value) {
    return value.toPlainString().getBytes(StandardCharsets.US_ASCII);
  }

  private String text(BytesColumn column, int row) {
    ByteArraySink out = new ByteArraySink();
    numeric.formatText(column, row, FormatSettings.DEFAULT, out);
    return out.toString();
  }

  private byte[] key(BytesColumn column, int row) {
    KeyBuffer key = new KeyBuffer();
    numeric.encode(column, row, key);
    return key.toByteArray();
  }
}
