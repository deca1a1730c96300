package dev.omendb.engine.index.btree;

import java.util.Arrays;

/// Up to a fixed number of keys in order, in arrays. All begin with the same prefix, which is
/// stored once; the next eight bytes are a [KeyHead]. When all keys have one length and nothing
/// follows the head, that is all (exact: eight bytes a key); otherwise the bytes after the prefix
/// lie in a heap.
///
/// One writer, any number of readers: [#append] fills unused places and then publishes the new
/// count; every other change makes a new block.
final class KeyBlock {
  private final byte[] prefix;

  /// Length of every key when exact, otherwise -1.
  private final int exactLength;

  private final long[] heads;

  /// Where key i ends in the heap; empty when exact.
  private final int[] ends;

  private final byte[] heap;
  private volatile int count;

  private KeyBlock(
      byte[] prefix, int exactLength, long[] heads, int[] ends, byte[] heap, int count) {
    this.prefix = prefix;
    this.exactLength = exactLength;
    this.heads = heads;
    this.ends = ends;
    this.heap = heap;
    this.count = count;
  }

  /// A block without keys that expects keys like the given one.
  static KeyBlock empty(int capacity, byte[] key, int length) {
    int prefixLength = Math.max(0, length - KeyHead.BYTES);
    return new KeyBlock(
        Arrays.copyOf(key, prefixLength), length, new long[capacity], new int[0], new byte[0], 0);
  }

  int count() {
    return count;
  }

  /// Bytes of its arrays.
  long bytes() {
    return prefix.length + 8L * heads.length + 4L * ends.length + heap.length;
  }

  int capacity() {
    return heads.length;
  }

  /// First of the first `limit` keys that is not below `key[0..length)`.
  int lowerBound(byte[] key, int length, int limit) {
    return search(key, length, limit, false);
  }

  /// First of the first `limit` keys that is above `key[0..length)`.
  int upperBound(byte[] key, int length, int limit) {
    return search(key, length, limit, true);
  }

  private int search(byte[] key, int length, int limit, boolean above) {
    int common = Math.min(length, prefix.length);
    int byPrefix = Arrays.compareUnsigned(key, 0, common, prefix, 0, common);
    if (byPrefix != 0 || length < prefix.length) {
      return byPrefix <= 0 ? 0 : limit;
    }
    long head = KeyHead.of(key, prefix.length, length);
    int low = 0;
    int high = limit;
    while (low < high) {
      int middle = (low + high) >>> 1;
      long candidate = heads[middle];
      boolean below;
      if (candidate != head) {
        below = candidate < head;
      } else {
        int order = compareEqualHead(middle, key, length);
        below = order < 0 || (above && order == 0);
      }
      if (below) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Compares key `index` with another of the same prefix and head.
  private int compareEqualHead(int index, byte[] key, int length) {
    if (exactLength >= 0) {
      return Integer.compare(exactLength, length);
    }
    int start = index == 0 ? 0 : ends[index - 1];
    return Arrays.compareUnsigned(heap, start, ends[index], key, prefix.length, length);
  }

  boolean equals(int index, byte[] key, int length) {
    return length == length(index)
        && Arrays.equals(prefix, 0, prefix.length, key, 0, prefix.length)
        && heads[index] == KeyHead.of(key, prefix.length, length)
        && compareEqualHead(index, key, length) == 0;
  }

  int length(int index) {
    if (exactLength >= 0) {
      return exactLength;
    }
    return prefix.length + ends[index] - (index == 0 ? 0 : ends[index - 1]);
  }

  /// Writes key `index` to the start of `into`, which is long enough.
  void copy(int index, byte[] into) {
    System.arraycopy(prefix, 0, into, 0, prefix.length);
    if (exactLength >= 0) {
      KeyHead.write(heads[index], into, prefix.length, exactLength - prefix.length);
    } else {
      int start = index == 0 ? 0 : ends[index - 1];
      System.arraycopy(heap, start, into, prefix.length, ends[index] - start);
    }
  }

  byte[] key(int index) {
    byte[] key = new byte[length(index)];
    copy(index, key);
    return key;
  }

  /// True when [#append] would succeed.
  boolean canAppend(byte[] key, int length) {
    int size = count;
    return size < heads.length
        && accepts(key, length)
        && (exactLength >= 0 || heapBytes(size) + length - prefix.length <= heap.length);
  }

  /// Adds a key that is not below the last. The caller has asked [#canAppend].
  void append(byte[] key, int length) {
    int size = count;
    heads[size] = KeyHead.of(key, prefix.length, length);
    if (exactLength < 0) {
      int start = heapBytes(size);
      System.arraycopy(key, prefix.length, heap, start, length - prefix.length);
      ends[size] = start + length - prefix.length;
    }
    count = size + 1;
  }

  /// True when a key has this block's prefix and, if it is exact, length.
  private boolean accepts(byte[] key, int length) {
    return (exactLength >= 0 ? length == exactLength : length >= prefix.length)
        && Arrays.equals(prefix, 0, prefix.length, key, 0, prefix.length);
  }

  private int heapBytes(int size) {
    return size == 0 ? 0 : ends[size - 1];
  }

  /// A copy with room for `capacity` keys and one more key at `index`.
  KeyBlock with(int index, byte[] key, int length, int capacity) {
    if (!accepts(key, length)) {
      return relaxedFor(key, length).with(index, key, length, capacity);
    }
    int size = count;
    long[] newHeads = new long[capacity];
    System.arraycopy(heads, 0, newHeads, 0, index);
    newHeads[index] = KeyHead.of(key, prefix.length, length);
    System.arraycopy(heads, index, newHeads, index + 1, size - index);
    if (exactLength >= 0) {
      return new KeyBlock(prefix, exactLength, newHeads, ends, heap, size + 1);
    }
    int start = index == 0 ? 0 : ends[index - 1];
    int bytes = length - prefix.length;
    int used = heapBytes(size);
    byte[] newHeap = new byte[(int) Math.min(Integer.MAX_VALUE - 16, (used + bytes) * 3L / 2)];
    System.arraycopy(heap, 0, newHeap, 0, start);
    System.arraycopy(key, prefix.length, newHeap, start, bytes);
    System.arraycopy(heap, start, newHeap, start + bytes, used - start);
    int[] newEnds = new int[capacity];
    System.arraycopy(ends, 0, newEnds, 0, index);
    newEnds[index] = start + bytes;
    for (int i = index; i < size; i++) {
      newEnds[i + 1] = ends[i] + bytes;
    }
    return new KeyBlock(prefix, -1, newHeads, newEnds, newHeap, size + 1);
  }

  /// The keys from `from` to `to` in a block of the same capacity.
  KeyBlock slice(int from, int to) {
    long[] newHeads = new long[heads.length];
    System.arraycopy(heads, from, newHeads, 0, to - from);
    if (exactLength >= 0) {
      return new KeyBlock(prefix, exactLength, newHeads, ends, heap, to - from);
    }
    int start = from == 0 ? 0 : ends[from - 1];
    int bytes = (to == 0 ? 0 : ends[to - 1]) - start;
    byte[] newHeap = new byte[bytes * 2];
    System.arraycopy(heap, start, newHeap, 0, bytes);
    int[] newEnds = new int[heads.length];
    for (int i = from; i < to; i++) {
      newEnds[i - from] = ends[i] - start;
    }
    return new KeyBlock(prefix, -1, newHeads, newEnds, newHeap, to - from);
  }

  /// The same keys with a prefix that the given key has too, and not exact unless it still can be.
  private KeyBlock relaxedFor(byte[] key, int length) {
    int size = count;
    if (size == 0) {
      return empty(heads.length, key, length);
    }
    int common = KeyHead.commonPrefix(prefix, prefix.length, key, length);
    byte[] newPrefix = Arrays.copyOf(prefix, common);
    boolean exact = exactLength == length && length - common <= KeyHead.BYTES;
    long[] newHeads = new long[heads.length];
    int[] newEnds = exact ? new int[0] : new int[heads.length];
    byte[][] keys = new byte[size][];
    int bytes = 0;
    for (int i = 0; i < size; i++) {
      keys[i] = key(i);
      newHeads[i] = KeyHead.of(keys[i], common, keys[i].length);
      bytes += keys[i].length - common;
      if (!exact) {
        newEnds[i] = bytes;
      }
    }
    byte[] newHeap = new byte[exact ? 0 : bytes * 2];
    for (int i = 0, at = 0; i < size && !exact; i++) {
      System.arraycopy(keys[i], common, newHeap, at, keys[i].length - common);
      at = newEnds[i];
    }
    return new KeyBlock(newPrefix, exact ? exactLength : -1, newHeads, newEnds, newHeap, size);
  }
}
