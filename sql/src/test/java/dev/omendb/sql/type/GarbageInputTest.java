package dev.omendb.sql.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever bytes a client sends, a type takes them or raises an error for the user; what it takes
/// it can print, send, hash, order and read again.
class GarbageInputTest {
  private static final long SEED = 4242;
  private static final String PIECES = "0123456789-+.:eE{}[](),\"\\/ TZnaifNULL\tx";

  private final Random random = new Random(SEED);
  private final List<String> failures = new ArrayList<>();

  @Test
  void textNeverBreaksAType() {
    for (PgType type : Types.builtin().all()) {
      for (int i = 0; i < 300; i++) {
        byte[] bytes = i % 4 == 0 ? randomBytes() : randomText();
        attempt(type, bytes, true);
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void binaryNeverBreaksAType() {
    for (PgType type : Types.builtin().all()) {
      for (int i = 0; i < 300; i++) {
        attempt(type, i % 2 == 0 ? randomBytes() : smallNumbers(), false);
      }
    }
    assertThat(failures).isEmpty();
  }

  private void attempt(PgType type, byte[] content, boolean text) {
    byte[] source = new byte[content.length + 2];
    System.arraycopy(content, 0, source, 1, content.length);
    Column column = type.storage(-1).newColumn(1);
    try {
      if (text) {
        type.parseText(source, 1, source.length - 1, -1, FormatSettings.DEFAULT, column);
      } else {
        type.parseBinary(source, 1, content.length, -1, column);
      }
      use(type, column);
    } catch (DatabaseException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    } catch (RuntimeException broken) {
      if (failures.size() < 20) {
        failures.add(type + " " + HexFormat.of().formatHex(content) + " " + broken);
      }
    }
  }

  private static void use(PgType type, Column column) {
    assertThat(column.size()).isEqualTo(1);
    ByteArraySink out = new ByteArraySink();
    type.formatText(column, 0, FormatSettings.DEFAULT, out);
    out.clear();
    type.formatBinary(column, 0, out);
    Column again = type.storage(-1).newColumn(1);
    type.parseBinary(out.bytes(), 0, out.position(), -1, again);
    if (type.isOrderable()) {
      assertThat(type.compare(column, 0, again, 0)).as(type.name()).isZero();
      assertThat(type.hash(column, 0)).isEqualTo(type.hash(again, 0));
    }
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] randomText() {
    byte[] bytes = new byte[random.nextInt(24)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) PIECES.charAt(random.nextInt(PIECES.length()));
    }
    return bytes;
  }

  /// Mostly zeros and small numbers: lengths and counts that get further.
  private byte[] smallNumbers() {
    byte[] bytes = new byte[random.nextInt(60)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(30) : 0);
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, bytes.length & ~3) : bytes;
  }
}
