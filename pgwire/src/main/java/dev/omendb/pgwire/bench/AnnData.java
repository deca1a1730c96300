package dev.omendb.pgwire.bench;

import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.ComputeEngines;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;

/// Vectors, queries, and each query's true nearest rows by L2 distance.
record AnnData(String name, float[][] rows, float[][] queries, int[][] truth) {
  private static final int K = 10;
  private static final int QUERIES = 1000;

  int dimensions() {
    return rows[0].length;
  }

  /// From .fvecs files; the truth is computed.
  static AnnData read(Path base, Path queries) throws IOException {
    float[][] rows = fvecs(base);
    float[][] asked = fvecs(queries);
    return new AnnData(base.getFileName().toString(), rows, asked, truth(rows, asked));
  }

  /// Made-up vectors: `clusters` Gaussian clouds of `latent` dimensions, turned into `dimensions`;
  /// one cluster is no clusters.
  static AnnData generate(int count, int dimensions, int clusters, int latent) {
    Random random = new Random(42);
    float[][] directions = gaussians(random, latent, dimensions, 1);
    float[][] centres = gaussians(random, clusters, latent, clusters == 1 ? 0 : 3);
    float[][] all = new float[count + QUERIES][dimensions];
    for (float[] row : all) {
      float[] centre = centres[random.nextInt(clusters)];
      for (int j = 0; j < latent; j++) {
        float weight = centre[j] + (float) random.nextGaussian();
        for (int i = 0; i < dimensions; i++) {
          row[i] += weight * directions[j][i];
        }
      }
      for (int i = 0; i < dimensions; i++) {
        row[i] += (float) (0.1 * random.nextGaussian());
      }
    }
    float[][] rows = java.util.Arrays.copyOf(all, count);
    float[][] queries = java.util.Arrays.copyOfRange(all, count, count + QUERIES);
    String name = count + " x " + dimensions + ", " + clusters + " clusters";
    return new AnnData(name, rows, queries, truth(rows, queries));
  }

  private static float[][] gaussians(Random random, int count, int width, double scale) {
    float[][] made = new float[count][width];
    for (float[] row : made) {
      for (int i = 0; i < width; i++) {
        row[i] = (float) (scale * random.nextGaussian());
      }
    }
    return made;
  }

  /// The vectors of an .fvecs file.
  static float[][] fvecs(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
              .order(ByteOrder.LITTLE_ENDIAN);
      int dimensions = bytes.getInt(0);
      int count = (int) (channel.size() / (4L * (dimensions + 1)));
      float[][] rows = new float[count][dimensions];
      for (int row = 0; row < count; row++) {
        bytes.position(row * 4 * (dimensions + 1) + 4);
        bytes.asFloatBuffer().get(rows[row]);
      }
      return rows;
    }
  }

  private static int[][] truth(float[][] rows, float[][] queries) {
    int dimensions = rows[0].length;
    ComputeEngine compute = ComputeEngines.byName("auto");
    int[][] nearest = new int[queries.length][];
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(4L * dimensions * rows.length, 64);
      for (int row = 0; row < rows.length; row++) {
        MemorySegment.copy(
            rows[row], 0, memory, ValueLayout.JAVA_FLOAT, 4L * dimensions * row, dimensions);
      }
      IntStream.range(0, queries.length)
          .parallel()
          .forEach(q -> nearest[q] = nearest(compute, memory, rows.length, queries[q]));
    }
    return nearest;
  }

  private static int[] nearest(
      ComputeEngine compute, MemorySegment rows, int count, float[] query) {
    int block = 4096;
    float[] scores = new float[block];
    TopK top = new TopK(K);
    long stride = 4L * query.length;
    for (int from = 0; from < count; from += block) {
      int size = Math.min(block, count - from);
      compute.scoreFloats(
          Metric.L2, query, query.length, rows, from * stride, stride, size, scores);
      top.addAll(scores, size, from);
    }
    top.sort();
    return IntStream.range(0, top.size()).map(i -> (int) top.id(i)).toArray();
  }
}
