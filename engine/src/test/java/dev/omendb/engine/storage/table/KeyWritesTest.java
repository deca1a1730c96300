package dev.omendb.engine.storage.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.index.btree.RowIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyWritesTest {
  private static final long TRANSACTION = 7;
  private static final long OTHER = 8;

  private final KeyIndex index =
      new KeyIndex(
          new CatalogObject.Index(
              1, 1, "i", 1, "btree", true, false, false, true, List.of(), List.of(), null,
              Map.of()),
          new int[] {1});

  private record Entry(byte[] key, long rowId) {}

  @Test
  void randomAddsAndRollbacksAgainstAList() {
    for (int seed = 0; seed < 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      KeyWrites writes = new KeyWrites(index, true);
      List<Entry> expected = new ArrayList<>();
      for (int step = 0; step < 2000; step++) {
        if (random.nextInt(200) == 0) {
          long from = expected.isEmpty() ? 0 : random.nextInt(expected.size());
          writes.truncateFrom(from, TRANSACTION);
          expected.removeIf(entry -> entry.rowId >= from);
        }
        byte[] key = new byte[random.nextInt(3)];
        random.nextBytes(key);
        long hash = KeyHash.of(key, key.length);
        assertThat(index.claims().claim(hash, TRANSACTION)).isZero();
        writes.add(key, key.length, hash, expected.size());
        expected.add(new Entry(key, expected.size()));
      }
      check(writes, expected, random, seed);
      writes.releaseClaims(TRANSACTION);
    }
  }

  private void check(KeyWrites writes, List<Entry> expected, SplittableRandom random, int seed) {
    assertThat(writes.size()).isEqualTo(expected.size());
    Set<Long> claimed = new HashSet<>();
    expected.forEach(entry -> claimed.add(KeyHash.of(entry.key, entry.key.length)));
    for (int i = 0; i < 300; i++) {
      byte[] key = new byte[random.nextInt(3)];
      random.nextBytes(key);
      List<Long> ids = new ArrayList<>();
      expected.forEach(
          entry -> {
            if (Arrays.equals(entry.key, key)) {
              ids.addFirst(entry.rowId);
            }
          });
      RowIds found = new RowIds();
      writes.lookup(Arrays.copyOf(key, 5), key.length, found);
      List<Long> actual = new ArrayList<>();
      for (int f = 0; f < found.size(); f++) {
        actual.add(found.get(f));
      }
      assertThat(actual).as("seed %d", seed).isEqualTo(ids);
      long hash = KeyHash.of(key, key.length);
      assertThat(writes.contains(key, key.length, hash)).isEqualTo(!ids.isEmpty());
      long holder = index.claims().claim(hash, OTHER);
      assertThat(holder).as("seed %d", seed).isEqualTo(claimed.contains(hash) ? TRANSACTION : 0);
      index.claims().release(hash, OTHER);
    }
    int size = 0;
    byte[] last = new byte[0];
    for (var entries = writes.range(null, null, false); entries.advance(); size++) {
      byte[] key = Arrays.copyOf(entries.key(), entries.keyLength());
      assertThat(Arrays.compareUnsigned(last, key)).isNotPositive();
      last = key;
    }
    assertThat(size).isEqualTo(expected.size());
  }
}
