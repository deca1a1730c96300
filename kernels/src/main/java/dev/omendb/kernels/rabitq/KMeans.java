package dev.omendb.kernels.rabitq;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;

/// Clusters a sample held in memory: Lloyd's algorithm, started from two levels. The sample is cut
/// into about √k groups, each group into its share of the k clusters by size, and a few rounds
/// over all follow. That costs a small part of as many rounds over all, and sizes come out more
/// even than from random starts.
final class KMeans {
  private static final int CHUNK = 64;

  /// Up to this many clusters, one level will do.
  private static final int FEW = 32;

  private static final int START_ROUNDS = 5;

  /// A cluster with less than this part of the average may move elsewhere, …
  private static final int SMALL = 4;

  /// … into one with at least this many times the average.
  private static final int LARGE = 2;

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
    if (clusters <= FEW || count < 4 * clusters) {
      return lloyd(samples, count, pick(samples, count, clusters, seed), clusters, rounds, seed);
    }
    int groups = (int) Math.sqrt(clusters);
    float[] coarse = pick(samples, count, groups, seed);
    lloyd(samples, count, coarse, groups, START_ROUNDS, seed);
    Members members = members(samples, count, coarse, groups);
    int[] shares = shares(members, groups, clusters);
    float[] centroids = new float[clusters * width];
    Parallel.forEach(
        threads,
        groups,
        1,
        cancelled,
        (worker, from, to) -> {
          for (int group = from; group < to; group++) {
            int size = members.size(group);
            if (size == 0) {
              continue;
            }
            float[] part = members.copy(samples, group);
            int share = shares[group + 1] - shares[group];
            KMeans alone = new KMeans(width, 1, cancelled);
            float[] start = alone.pick(part, size, share, seed + group);
            alone.lloyd(part, size, start, share, START_ROUNDS, seed + group);
            System.arraycopy(start, 0, centroids, shares[group] * width, share * width);
          }
        });
    return lloyd(samples, count, centroids, clusters, rounds, seed);
  }

  /// Products of comparing samples with centroids before the rounds over all.
  static double startProducts(long count, int clusters, int width) {
    double groups = Math.max(FEW, Math.sqrt(clusters));
    return clusters <= FEW ? 0 : 2.0 * START_ROUNDS * count * groups * width;
  }

  /// Shares `clusters` out to groups by size, at least one to each that has members; answers where
  /// the share of each begins, and the end.
  private static int[] shares(Members members, int groups, int clusters) {
    int[] starts = new int[groups + 1];
    int left = clusters;
    long rows = members.starts[groups];
    int occupied = 0;
    for (int group = 0; group < groups; group++) {
      occupied += members.size(group) > 0 ? 1 : 0;
    }
    for (int group = 0; group < groups; group++) {
      int size = members.size(group);
      int share = 0;
      if (size > 0) {
        occupied--;
        share = (int) Math.clamp(Math.round((double) left * size / rows), 1, left - occupied);
      }
      rows -= size;
      left -= share;
      starts[group + 1] = starts[group] + share;
    }
    return starts;
  }

  /// Different samples, or the same again where there are too few.
  private float[] pick(float[] samples, int count, int clusters, long seed) {
    int[] chosen = permutation(count, new Random(seed));
    float[] centroids = new float[clusters * width];
    for (int c = 0; c < clusters; c++) {
      System.arraycopy(samples, chosen[c % count] * width, centroids, c * width, width);
    }
    return centroids;
  }

  private float[] lloyd(
      float[] samples, int count, float[] centroids, int clusters, int rounds, long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      Members members = members(samples, count, centroids, clusters);
      move(samples, members, centroids, clusters);
      if (round < rounds - 1) {
        split(samples, members, centroids, clusters, random);
      }
    }
    return centroids;
  }

  /// Rows by cluster.
  private final class Members {
    final int[] starts;
    final int[] rows;

    Members(int[] nearest, int clusters) {
      starts = new int[clusters + 1];
      rows = new int[nearest.length];
      for (int cluster : nearest) {
        starts[cluster + 1]++;
      }
      for (int c = 0; c < clusters; c++) {
        starts[c + 1] += starts[c];
      }
      int[] next = Arrays.copyOf(starts, clusters);
      for (int i = 0; i < nearest.length; i++) {
        rows[next[nearest[i]]++] = i;
      }
    }

    int size(int cluster) {
      return starts[cluster + 1] - starts[cluster];
    }

    float[] copy(float[] samples, int cluster) {
      float[] part = new float[size(cluster) * width];
      for (int i = 0; i < size(cluster); i++) {
        int row = rows[starts[cluster] + i];
        System.arraycopy(samples, row * width, part, i * width, width);
      }
      return part;
    }
  }

  private Members members(float[] samples, int count, float[] centroids, int clusters) {
    SimdAssign assign = new SimdAssign(centroids, clusters, width);
    int[] nearest = new int[count];
    int stride = assign.stride();
    float[][] distances = new float[threads][CHUNK * stride];
    Parallel.forEach(
        threads,
        count,
        CHUNK,
        cancelled,
        (worker, from, to) -> {
          assign.measure(samples, from, to - from, distances[worker]);
          for (int i = from; i < to; i++) {
            nearest[i] = assign.least(distances[worker], (i - from) * stride);
          }
        });
    return new Members(nearest, clusters);
  }

  /// Moves each centroid to the mean of its samples.
  private void move(float[] samples, Members members, float[] centroids, int clusters) {
    Parallel.forEach(
        threads,
        clusters,
        8,
        cancelled,
        (worker, from, to) -> {
          for (int c = from; c < to; c++) {
            if (members.size(c) > 0) {
              mean(samples, members, c, centroids);
            }
          }
        });
  }

  private void mean(float[] samples, Members members, int cluster, float[] centroids) {
    int at = cluster * width;
    Arrays.fill(centroids, at, at + width, 0);
    for (int m = members.starts[cluster]; m < members.starts[cluster + 1]; m++) {
      int row = members.rows[m] * width;
      for (int j = 0; j < width; j++) {
        centroids[at + j] += samples[row + j];
      }
    }
    float scale = 1f / members.size(cluster);
    for (int j = 0; j < width; j++) {
      centroids[at + j] *= scale;
    }
  }

  /// Lets centroids with next to no samples start again inside the largest clusters, which splits
  /// them: lists of equal size make for equal searches.
  private void split(
      float[] samples, Members members, float[] centroids, int clusters, Random random) {
    int average = Math.max(1, members.rows.length / clusters);
    long[] bySize = new long[clusters];
    for (int c = 0; c < clusters; c++) {
      bySize[c] = (long) members.size(c) << 32 | c;
    }
    Arrays.sort(bySize);
    for (int i = 0; i < clusters / 2; i++) {
      int from = (int) bySize[i];
      int to = (int) bySize[clusters - 1 - i];
      if (members.size(from) > average / SMALL || members.size(to) < LARGE * average) {
        return;
      }
      int row = members.rows[members.starts[to] + random.nextInt(members.size(to))];
      System.arraycopy(samples, row * width, centroids, from * width, width);
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
