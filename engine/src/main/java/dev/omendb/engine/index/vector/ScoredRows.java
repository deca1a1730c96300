package dev.omendb.engine.index.vector;

import java.util.Arrays;

/// A few rows with their scores, taken nearest first; NaN comes last. Confined to one search.
final class ScoredRows {
  private long[] ids = new long[8];
  private float[] scores = new float[8];
  private int size;
  private int next;

  void add(long id, float score) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
      scores = Arrays.copyOf(scores, 2 * size);
    }
    ids[size] = id;
    scores[size++] = score;
  }

  void sort() {
    if (size < 2) {
      return;
    }
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      order[i] = (long) sortable(scores[i]) << 32 | i;
    }
    float[] unsorted = scores;
    long[] unsortedIds = ids;
    Arrays.sort(order);
    long[] sortedIds = new long[size];
    float[] sortedScores = new float[size];
    for (int i = 0; i < size; i++) {
      sortedIds[i] = unsortedIds[(int) order[i]];
      sortedScores[i] = unsorted[(int) order[i]];
    }
    ids = sortedIds;
    scores = sortedScores;
  }

  /// An int in the order of [Float#compare].
  private static int sortable(float score) {
    int bits = Float.floatToIntBits(score);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  boolean isEmpty() {
    return next == size;
  }

  /// True when the next row is nearer than `score`.
  boolean comesBefore(float score) {
    return Float.compare(scores[next], score) < 0;
  }

  long id() {
    return ids[next];
  }

  float takeScore() {
    return scores[next++];
  }
}
