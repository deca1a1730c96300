package dev.omendb.kernels;

import java.util.Arrays;

/// Keeps the k nearest of the rows offered to it: a bounded max-heap of primitives. Equal scores
/// are ordered by id, so the outcome does not depend on the order of offers; NaN is farther than
/// infinity. Nothing is allocated per offer.
///
/// Confined to one thread. Offers come first; [#sort] ends them, and only then do [#score] and
/// [#id] answer in order.
public final class TopK {
  private int limit;
  private int size;
  private int[] keys;
  private long[] ids;
  private float threshold;

  public TopK(int limit) {
    this.keys = new int[0];
    this.ids = new long[0];
    reset(limit);
  }

  /// Forgets everything and keeps the nearest `limit` from now on.
  public void reset(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit " + limit);
    }
    this.limit = limit;
    this.size = 0;
    this.threshold = limit == 0 ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    int capacity = Math.min(limit, 1024);
    if (keys.length < capacity) {
      keys = new int[capacity];
      ids = new long[capacity];
    }
  }

  public int limit() {
    return limit;
  }

  public int size() {
    return size;
  }

  public boolean isFull() {
    return size == limit;
  }

  /// A score above this cannot enter any more: infinite until k rows are held.
  public float threshold() {
    return threshold;
  }

  /// Offers one row; answers whether it was taken.
  public boolean add(float score, long id) {
    if (score > threshold) {
      return false;
    }
    int key = key(score);
    if (size < limit) {
      push(key, id);
      return true;
    }
    if (size == 0 || !before(key, id, keys[0], ids[0])) {
      return false;
    }
    siftDown(key, id, size);
    threshold = score(0);
    return true;
  }

  /// Offers rows `firstId`, `firstId + 1`, … with the given scores.
  public void addAll(float[] scores, int count, long firstId) {
    for (int i = 0; i < count; i++) {
      if (!(scores[i] > threshold)) {
        add(scores[i], firstId + i);
      }
    }
  }

  /// Offers every row another collector holds.
  public void addAll(TopK other) {
    for (int i = 0; i < other.size; i++) {
      add(other.score(i), other.ids[i]);
    }
  }

  /// Orders what is held, nearest first. Only [#reset] may follow, besides reading.
  public void sort() {
    for (int end = size - 1; end > 0; end--) {
      int key = keys[end];
      long id = ids[end];
      keys[end] = keys[0];
      ids[end] = ids[0];
      siftDown(key, id, end);
    }
  }

  /// The score at a place, from 0 to `size - 1`: the nearest first after [#sort].
  public float score(int place) {
    int key = keys[place];
    return Float.intBitsToFloat(key ^ ((key >> 31) & 0x7fffffff));
  }

  /// The id at a place.
  public long id(int place) {
    return ids[place];
  }

  /// Maps floats to ints of the same order: -0 equals 0, NaN comes last.
  private static int key(float score) {
    int bits = Float.floatToIntBits(score + 0.0f);
    return bits ^ ((bits >> 31) & 0x7fffffff);
  }

  private static boolean before(int key, long id, int otherKey, long otherId) {
    return key != otherKey ? key < otherKey : id < otherId;
  }

  private void push(int key, long id) {
    if (size == keys.length) {
      int capacity = (int) Math.min(limit, size * 2L);
      keys = Arrays.copyOf(keys, capacity);
      ids = Arrays.copyOf(ids, capacity);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!before(keys[parent], ids[parent], key, id)) {
        break;
      }
      keys[at] = keys[parent];
      ids[at] = ids[parent];
      at = parent;
    }
    keys[at] = key;
    ids[at] = id;
    if (size == limit) {
      threshold = score(0);
    }
  }

  /// Puts an entry in place of the root of a heap of `end` entries.
  private void siftDown(int key, long id, int end) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= end) {
        break;
      }
      if (child + 1 < end && before(keys[child], ids[child], keys[child + 1], ids[child + 1])) {
        child++;
      }
      if (!before(key, id, keys[child], ids[child])) {
        break;
      }
      keys[at] = keys[child];
      ids[at] = ids[child];
      at = child;
    }
    keys[at] = key;
    ids[at] = id;
  }
}
