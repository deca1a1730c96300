package dev.omendb.engine.index.btree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Entries in a list, sorted when asked, to compare [KeyEntries] with; and makers of random keys.
final class KeyEntriesOracle {
  private final List<Entry> entries = new ArrayList<>();

  record Entry(byte[] key, long rowId) {}

  /// Shapes of keys that take different paths.
  enum Shape {
    ASCENDING_INTEGERS,
    RANDOM_INTEGERS,
    FEW_INTEGERS,
    SHORT_STRINGS,
    LONG_STRINGS,
    TINY_ALPHABET,
    MIXED_LENGTH_ZEROS
  }

  static byte[] key(Shape shape, int index, SplittableRandom random) {
    return switch (shape) {
      case ASCENDING_INTEGERS -> integer(index * 3L - 500);
      case RANDOM_INTEGERS -> integer(random.nextLong());
      case FEW_INTEGERS -> integer(random.nextInt(20) * 1000L);
      case SHORT_STRINGS -> string(random, random.nextInt(6), 256);
      case LONG_STRINGS -> string(random, 3 + random.nextInt(40), 26);
      case TINY_ALPHABET -> string(random, random.nextInt(12), 2);
      case MIXED_LENGTH_ZEROS -> new byte[random.nextInt(20)];
    };
  }

  private static byte[] integer(long value) {
    byte[] key = new byte[9];
    key[0] = 1;
    for (int i = 0; i < 8; i++) {
      key[1 + i] = (byte) ((value ^ Long.MIN_VALUE) >>> (56 - 8 * i));
    }
    return key;
  }

  private static byte[] string(SplittableRandom random, int length, int alphabet) {
    byte[] key = new byte[length];
    for (int i = 0; i < length; i++) {
      key[i] = (byte) random.nextInt(alphabet);
    }
    return key;
  }

  void add(byte[] key, long rowId) {
    entries.add(new Entry(key, rowId));
  }

  int size() {
    return entries.size();
  }

  Entry get(int index) {
    return entries.get(index);
  }

  /// Compares lookups and ranges around random keys.
  void check(KeyEntries actual, Shape shape, SplittableRandom random, String where) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(Entry::key, Arrays::compareUnsigned));
    checkRange(actual, sorted, null, null, where);
    for (int i = 0; i < 15; i++) {
      byte[] a = probe(shape, random);
      byte[] b = probe(shape, random);
      checkLookup(actual, sorted, a, where);
      checkRange(actual, sorted, a, b, where);
      checkRange(actual, sorted, a, null, where);
      checkRange(actual, sorted, null, b, where);
    }
  }

  /// A key that is there, or near one that is, or neither.
  private byte[] probe(Shape shape, SplittableRandom random) {
    if (entries.isEmpty() || random.nextInt(4) == 0) {
      return key(shape, random.nextInt(10_000), random);
    }
    byte[] key = entries.get(random.nextInt(entries.size())).key();
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(key, random.nextInt(key.length + 1));
      case 1 -> Arrays.copyOf(key, key.length + 1 + random.nextInt(9));
      default -> key;
    };
  }

  private static void checkLookup(
      KeyEntries actual, List<Entry> sorted, byte[] key, String where) {
    RowIds found = new RowIds();
    byte[] padded = Arrays.copyOf(key, key.length + 3);
    padded[key.length] = 77;
    actual.lookup(padded, key.length, found);
    List<Long> expected =
        sorted.stream().filter(e -> Arrays.equals(e.key, key)).map(Entry::rowId).toList();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      ids.add(found.get(i));
    }
    assertThat(ids).as("%s, lookup %s", where, hex(key)).isEqualTo(expected);
  }

  private static void checkRange(
      KeyEntries actual,
      List<Entry> sorted,
      byte @Nullable [] from,
      byte @Nullable [] to,
      String where) {
    List<String> expected =
        sorted.stream()
            .filter(e -> from == null || Arrays.compareUnsigned(e.key, from) >= 0)
            .filter(e -> to == null || Arrays.compareUnsigned(e.key, to) < 0)
            .map(e -> hex(e.key) + "=" + e.rowId)
            .toList();
    String what = "%s, %s to %s".formatted(where, hex(from), hex(to));
    assertThat(drain(actual.range(from, to, false))).as(what).isEqualTo(expected);
    assertThat(drain(actual.range(from, to, true)))
        .as(what + " descending")
        .isEqualTo(expected.reversed());
  }

  static List<String> drain(KeyEntries.Cursor cursor) {
    List<String> found = new ArrayList<>();
    while (cursor.advance()) {
      found.add(hex(Arrays.copyOf(cursor.key(), cursor.keyLength())) + "=" + cursor.rowId());
    }
    assertThat(cursor.advance()).isFalse();
    return found;
  }

  private static String hex(byte @Nullable [] key) {
    return key == null ? "open" : HexFormat.of().formatHex(key);
  }
}
