package dev.omendb.kernels.rabitq;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;

/// Lloyd's k-means over a sample held in memory.
final class KMeans {
  private static final int CHUNK = 64;

  private final int width;
  private final int threads;
  private final BooleanSupplier cancelled;

  KMeans(int width, int threads, BooleanSupplier cancelled) {
    this.width = width;
    this.threads = threads;
    this.cancelled = cancelled;
  }

  /// Answers `clusters` centroids of `width` floats each.
  ///
  /// @param samples `count` rows of `width` floats
  float[] centroids(float[] samples, int count, int clusters, int rounds, long seed) {
    Random random = new Random(seed);
    float[] centroids = new float[clusters * width];
    int[] chosen = permutation(count, random);
    for (int c = 0; c < clusters; c++) {
      System.arraycopy(samples, chosen[c % count] * width, centroids, c * width, width);
    }
    int[] nearest = new int[count];
    for (int round = 0; round < rounds; round++) {
      assign(samples, count, centroids, clusters, nearest);
      move(samples, count, centroids, clusters, nearest, random);
    }
    return centroids;
  }

  private void assign(
      float[] samples, int count, float[] centroids, int clusters, int[] nearest) {
    SimdAssign assign = new SimdAssign(centroids, clusters, width);
    float[][] distances = new float[threads][CHUNK];
    Parallel.forEach(
        threads,
        count,
        CHUNK,
        cancelled,
        (worker, from, to) ->
            assign.nearest(samples, from, to - from, nearest, from, distances[worker]));
  }

  /// Moves each centroid to the mean of its samples. One without samples starts again at a random
  /// sample.
  private void move(
      float[] samples,
      int count,
      float[] centroids,
      int clusters,
      int[] nearest,
      Random random) {
    int[] sizes = new int[clusters];
    int[] starts = new int[clusters + 1];
    for (int i = 0; i < count; i++) {
      sizes[nearest[i]]++;
    }
    for (int c = 0; c < clusters; c++) {
      starts[c + 1] = starts[c] + sizes[c];
    }
    int[] members = new int[count];
    int[] next = Arrays.copyOf(starts, clusters);
    for (int i = 0; i < count; i++) {
      members[next[nearest[i]]++] = i;
    }
    Parallel.forEach(
        threads,
        clusters,
        8,
        cancelled,
        (worker, from, to) -> {
          for (int c = from; c < to; c++) {
            if (sizes[c] > 0) {
              mean(samples, members, starts[c], starts[c + 1], centroids, c * width);
            }
          }
        });
    for (int c = 0; c < clusters; c++) {
      if (sizes[c] == 0) {
        System.arraycopy(
            samples, random.nextInt(count) * width, centroids, c * width, width);
      }
    }
  }

  private void mean(
      float[] samples, int[] members, int from, int to, float[] centroids, int at) {
    Arrays.fill(centroids, at, at + width, 0);
    for (int m = from; m < to; m++) {
      int row = members[m] * width;
      for (int j = 0; j < width; j++) {
        centroids[at + j] += samples[row + j];
      }
    }
    float scale = 1f / (to - from);
    for (int j = 0; j < width; j++) {
      centroids[at + j] *= scale;
    }
  }

  /// The numbers below `count` in random order.
  static int[] permutation(int count, Random random) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      numbers[i] = numbers[j];
      numbers[j] = i;
    }
    return numbers;
  }
}
