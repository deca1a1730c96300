package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.ScalarCompute;
import dev.omendb.kernels.TopK;
import java.util.Random;

/// Clustered random vectors, with the true answers to searches. Row i has the id 1000 + 3 i.
final class TestRows implements RowSource {
  private static final ComputeEngine COMPUTE = new ScalarCompute();

  final float[][] vectors;

  TestRows(int count, int dimensions, long seed) {
    Random random = new Random(seed);
    float[][] centres = new float[20][];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = gaussian(random, dimensions, 1);
    }
    vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = gaussian(random, dimensions, 0.7f);
      float[] centre = centres[random.nextInt(centres.length)];
      for (int j = 0; j < dimensions; j++) {
        vectors[i][j] += centre[j];
      }
    }
  }

  private static float[] gaussian(Random random, int dimensions, float scale) {
    float[] vector = new float[dimensions];
    for (int j = 0; j < dimensions; j++) {
      vector[j] = scale * (float) random.nextGaussian();
    }
    return vector;
  }

  @Override
  public int count() {
    return vectors.length;
  }

  @Override
  public long id(int row) {
    return 1000 + 3L * row;
  }

  static int row(long id) {
    return (int) ((id - 1000) / 3);
  }

  @Override
  public void read(int first, int count, float[] target) {
    for (int i = 0; i < count; i++) {
      float[] vector = vectors[first + i];
      System.arraycopy(vector, 0, target, i * vector.length, vector.length);
    }
  }

  Reranker reranker(Metric metric, float[] query) {
    return (ids, count, scores) -> {
      for (int i = 0; i < count; i++) {
        scores[i] = score(metric, query, row(ids[i]));
      }
    };
  }

  float score(Metric metric, float[] query, int row) {
    return COMPUTE.scorePair(metric, query, vectors[row], query.length);
  }

  /// The k nearest rows that a filter keeps, by comparing with all.
  TopK nearest(Metric metric, float[] query, int k, RowFilter filter) {
    TopK top = new TopK(k);
    long[] id = new long[1];
    for (int row = 0; row < vectors.length; row++) {
      id[0] = id(row);
      if (filter.keep(id, 1) == 1) {
        top.add(score(metric, query, row), id(row));
      }
    }
    top.sort();
    return top;
  }

  static RowFilter oneIn(int share) {
    return (ids, count) -> {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (row(ids[i]) % share == 0) {
          ids[kept++] = ids[i];
        }
      }
      return kept;
    };
  }

  static int common(TopK a, TopK b) {
    int common = 0;
    for (int i = 0; i < a.size(); i++) {
      for (int j = 0; j < b.size(); j++) {
        common += a.id(i) == b.id(j) ? 1 : 0;
      }
    }
    return common;
  }
}
