package dev.omendb.pgwire.bench;

import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.ComputeEngines;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// All rows in native memory, for the true answers to searches by L2 distance. Safe for many
/// threads.
final class ExactRows {
  private static final int BLOCK = 4096;

  private final ComputeEngine compute = ComputeEngines.byName("auto");
  private final MemorySegment memory;
  private final int count;
  private final long stride;

  ExactRows(float[][] rows) {
    int dimensions = rows[0].length;
    count = rows.length;
    stride = 4L * dimensions;
    memory = Arena.ofAuto().allocate(stride * count, 64);
    for (int row = 0; row < count; row++) {
      MemorySegment.copy(
          rows[row], 0, memory, ValueLayout.JAVA_FLOAT, stride * row, dimensions);
    }
  }

  /// The distances of all rows to a query, squared.
  float[] scores(float[] query) {
    float[] scores = new float[count];
    compute.scoreFloats(Metric.L2, query, query.length, memory, 0, stride, count, scores);
    return scores;
  }

  /// For every query, the numbers of the `k` nearest rows.
  int[][] nearest(float[][] queries, int k) {
    int[][] nearest = new int[queries.length][];
    IntStream.range(0, queries.length)
        .parallel()
        .forEach(q -> nearest[q] = nearest(queries[q], k));
    return nearest;
  }

  private int[] nearest(float[] query, int k) {
    TopK top = new TopK(k);
    float[] scores = new float[BLOCK];
    for (int from = 0; from < count; from += BLOCK) {
      int size = Math.min(BLOCK, count - from);
      compute.scoreFloats(
          Metric.L2, query, query.length, memory, from * stride, stride, size, scores);
      top.addAll(scores, size, from);
    }
    return sorted(top);
  }

  /// For every filter and query, the numbers of the `k` nearest rows that pass.
  int[][][] nearest(float[][] queries, List<IntPredicate> filters, int k) {
    int[][][] nearest = new int[filters.size()][queries.length][];
    IntStream.range(0, queries.length)
        .parallel()
        .forEach(
            q -> {
              float[] scores = scores(queries[q]);
              for (int f = 0; f < nearest.length; f++) {
                nearest[f][q] = passing(scores, filters.get(f), k);
              }
            });
    return nearest;
  }

  private static int[] passing(float[] scores, IntPredicate filter, int k) {
    TopK top = new TopK(k);
    for (int row = 0; row < scores.length; row++) {
      if (scores[row] <= top.threshold() && filter.test(row)) {
        top.add(scores[row], row);
      }
    }
    return sorted(top);
  }

  private static int[] sorted(TopK top) {
    top.sort();
    int[] rows = new int[top.size()];
    Arrays.setAll(rows, i -> (int) top.id(i));
    return rows;
  }
}
