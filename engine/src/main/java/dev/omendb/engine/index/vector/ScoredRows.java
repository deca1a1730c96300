package dev.omendb.engine.index.vector;

import java.util.Arrays;

/// Rows with their scores, taken nearest first; NaN comes last. A heap, since of many rows few are
/// taken. Confined to one search.
final class ScoredRows {
  private long[] ids = new long[8];
  private float[] scores = new float[8];
  private int size;

  /// Adds a row; [#heapify] must follow before any is taken.
  void add(long id, float score) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
      scores = Arrays.copyOf(scores, 2 * size);
    }
    ids[size] = id;
    scores[size++] = score;
  }

  /// Brings the nearest row to the front.
  void heapify() {
    for (int parent = size / 2 - 1; parent >= 0; parent--) {
      siftDown(parent, ids[parent], scores[parent]);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// True when the next row is nearer than `score`.
  boolean comesBefore(float score) {
    return Float.compare(scores[0], score) < 0;
  }

  long id() {
    return ids[0];
  }

  float takeScore() {
    float nearest = scores[0];
    size--;
    if (size > 0) {
      siftDown(0, ids[size], scores[size]);
    }
    return nearest;
  }

  private void siftDown(int from, long id, float score) {
    int hole = from;
    while (true) {
      int child = 2 * hole + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && Float.compare(scores[child + 1], scores[child]) < 0) {
        child++;
      }
      if (Float.compare(score, scores[child]) <= 0) {
        break;
      }
      ids[hole] = ids[child];
      scores[hole] = scores[child];
      hole = child;
    }
    ids[hole] = id;
    scores[hole] = score;
  }
}
