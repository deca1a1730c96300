package dev.omendb.engine.index.btree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import dev.omendb.engine.index.btree.KeyEntriesOracle.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyRunTest {
  private static final int[] SIZES = {0, 1, 100, 1000, 5000};

  @ParameterizedTest
  @EnumSource
  void answersAsASortedListDoes(Shape shape) {
    for (int seed = 0; seed < SIZES.length; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      KeyEntriesOracle oracle = new KeyEntriesOracle();
      long segment = seed % 2 == 0 ? 7L << 32 : -1;
      KeyRun built = build(shape, SIZES[seed], segment, random, oracle);
      String where = "%s, seed %d".formatted(shape, seed);
      assertThat(built.size()).isEqualTo(SIZES[seed]);
      oracle.check(built, shape, random, where);

      CrashableFileSystem files = new CrashableFileSystem();
      built.write(files, "run");
      KeyRun opened = KeyRun.open(files, "run");
      opened.verify("run");
      oracle.check(opened, shape, random, where + ", from file");

      KeyEntriesOracle moved = new KeyEntriesOracle();
      for (int i = 0; i < oracle.size(); i++) {
        moved.add(oracle.get(i).key(), oracle.get(i).rowId() + (3L << 32));
      }
      moved.check(
          built.withRowIds(id -> id + (3L << 32)), shape, random, where + ", other row ids");
    }
  }

  /// @param segment upper half of all row ids, or -1 for several
  private static KeyRun build(
      Shape shape,
      int size,
      long segment,
      SplittableRandom random,
      @Nullable KeyEntriesOracle oracle) {
    KeyRunBuilder builder = new KeyRunBuilder();
    for (int i = 0; i < size; i++) {
      byte[] key = KeyEntriesOracle.key(shape, i, random);
      long rowId = segment >= 0 ? segment + i : ((long) i / 64 << 32) + i;
      builder.add(key, key.length, rowId);
      if (oracle != null) {
        oracle.add(key, rowId);
      }
    }
    return builder.build();
  }

  @ParameterizedTest
  @EnumSource
  void mergedPartsAreInOrder(Shape shape) {
    SplittableRandom random = new SplittableRandom(11);
    KeyEntriesOracle oracle = new KeyEntriesOracle();
    List<KeyEntries> parts = new ArrayList<>();
    for (int part = 0; part < 5; part++) {
      parts.add(build(shape, part * 200, (long) part << 32, random, oracle));
    }
    KeyTail tail = new KeyTail();
    for (int i = 0; i < 300; i++) {
      byte[] key = KeyEntriesOracle.key(shape, 500 + i, random);
      tail.add(key, key.length, (9L << 32) + i);
      oracle.add(key, (9L << 32) + i);
    }
    parts.add(tail);
    KeyEntries merged =
        new KeyEntries() {
          @Override
          public void lookup(byte[] key, int length, RowIds into) {
            parts.forEach(part -> part.lookup(key, length, into));
          }

          @Override
          public Cursor range(
              byte @Nullable [] from, byte @Nullable [] to, boolean descending) {
            return MergedCursor.of(
                parts.stream().map(p -> p.range(from, to, descending)).toList(), descending);
          }
        };
    oracle.check(merged, shape, random, shape.name());

    KeyRunBuilder builder = new KeyRunBuilder();
    builder.addAll(merged.range(null, null, false), rowId -> rowId % 2 == 0);
    KeyEntriesOracle even = new KeyEntriesOracle();
    for (int i = 0; i < oracle.size(); i++) {
      if (oracle.get(i).rowId() % 2 == 0) {
        even.add(oracle.get(i).key(), oracle.get(i).rowId());
      }
    }
    even.check(builder.build(), shape, random, shape + ", merged");
  }

  @Test
  void damageIsFound() {
    CrashableFileSystem files = new CrashableFileSystem();
    build(Shape.LONG_STRINGS, 100, 0, new SplittableRandom(1), null).write(files, "run");
    overwrite(files, 2000);
    KeyRun run = KeyRun.open(files, "run");
    assertThatThrownBy(() -> run.verify("run"))
        .hasMessage("index file \"run\" is damaged: its checksum does not match")
        .extracting(e -> ((DatabaseException) e).state())
        .isEqualTo(SqlState.INDEX_CORRUPTED);
    overwrite(files, 20);
    assertThatThrownBy(() -> KeyRun.open(files, "run"))
        .hasMessage("index file \"run\" has a damaged header");
    overwrite(files, 8);
    assertThatThrownBy(() -> KeyRun.open(files, "run"))
        .hasMessageContaining("this server reads version 1");
  }

  private static void overwrite(CrashableFileSystem files, long position) {
    try (DataFile file = files.open("run")) {
      file.write(position, ByteBuffer.wrap(new byte[] {99, 98}));
    }
  }
}
