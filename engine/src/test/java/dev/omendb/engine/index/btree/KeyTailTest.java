package dev.omendb.engine.index.btree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.index.btree.KeyEntriesOracle.Shape;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyTailTest {
  @ParameterizedTest
  @EnumSource
  void answersAsASortedListDoes(Shape shape) {
    for (int seed = 0; seed < 6; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      KeyTail tail = new KeyTail();
      KeyEntriesOracle oracle = new KeyEntriesOracle();
      int size = new int[] {0, 1, 100, 1000, 2500, 6000}[seed];
      for (int i = 0; i < size; i++) {
        byte[] key = KeyEntriesOracle.key(shape, i, random);
        tail.add(key, key.length, i);
        oracle.add(key, i);
      }
      assertThat(tail.size()).isEqualTo(size);
      oracle.check(tail, shape, random, "%s, seed %d".formatted(shape, seed));
    }
  }

  @Test
  void readersFindWhatWasAddedBefore() throws Exception {
    KeyTail tail = new KeyTail();
    int entries = 100_000;
    AtomicLong added = new AtomicLong();
    var writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < entries; i++) {
                byte[] key = scattered(i);
                tail.add(key, key.length, i);
                added.set(i + 1);
              }
            });
    SplittableRandom random = new SplittableRandom(3);
    RowIds found = new RowIds();
    long seen = 0;
    while (seen < entries) {
      if (writer.isCompletedExceptionally()) {
        writer.get();
      }
      seen = added.get();
      if (seen > 0) {
        int index = random.nextInt((int) seen);
        byte[] key = scattered(index);
        found.clear();
        tail.lookup(key, key.length, found);
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.get(0)).isEqualTo(index);
      }
    }
    writer.get();
    int count = 0;
    for (var all = tail.range(null, null, false); all.advance(); ) {
      count++;
    }
    assertThat(count).isEqualTo(entries);
  }

  /// Distinct keys, half of them ascending at the end, half anywhere.
  private static byte[] scattered(int i) {
    long value = i % 2 == 0 ? (1L << 60) + i : i * 0x9E3779B97F4A7C15L >>> 8;
    byte[] key = new byte[9];
    key[0] = 1;
    for (int b = 0; b < 8; b++) {
      key[1 + b] = (byte) (value >>> (56 - 8 * b));
    }
    return key;
  }
}
