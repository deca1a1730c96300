package dev.omendb.pgwire.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/// Vectors, queries, and each query's true nearest rows by L2 distance.
///
/// @param chance of every row a random number from 0 to 999
/// @param place of every row where it stands by distance to the first query, from 0 to 999
record AnnData(
    String name,
    float[][] rows,
    float[][] queries,
    int[][] truth,
    int[] chance,
    int[] place,
    ExactRows exact) {
  static final int K = 10;
  private static final int QUERIES = 1000;
  private static final int PARTS = 1000;
  private static final long SEED = 42;

  int dimensions() {
    return rows[0].length;
  }

  /// From .fvecs files; the truth is computed.
  static AnnData read(Path base, Path queries) throws IOException {
    String name = base.getFileName().toString().replaceAll("\\..*", "");
    return of(name, fvecs(base), fvecs(queries));
  }

  static AnnData generate(AnnShape shape) {
    Random random = new Random(SEED);
    int dimensions = shape.dimensions();
    float[][] directions = gaussians(random, shape.latent(), dimensions, 1);
    float[][] centres =
        gaussians(random, shape.clusters(), shape.latent(), shape.clusters() == 1 ? 0 : 3);
    float[][] all = new float[shape.rows() + QUERIES][dimensions];
    for (float[] row : all) {
      float[] centre = centres[random.nextInt(shape.clusters())];
      for (int j = 0; j < shape.latent(); j++) {
        float weight = centre[j] + (float) random.nextGaussian();
        for (int i = 0; i < dimensions; i++) {
          row[i] += weight * directions[j][i];
        }
      }
      for (int i = 0; i < dimensions; i++) {
        row[i] += (float) (0.1 * random.nextGaussian());
      }
    }
    float[][] rows = Arrays.copyOf(all, shape.rows());
    return of(shape.name(), rows, Arrays.copyOfRange(all, shape.rows(), all.length));
  }

  private static AnnData of(String name, float[][] rows, float[][] queries) {
    ExactRows exact = new ExactRows(rows);
    int[] chance = new Random(SEED).ints(rows.length, 0, PARTS).toArray();
    return new AnnData(
        name, rows, queries, exact.nearest(queries, K), chance,
        places(exact.scores(queries[0])), exact);
  }

  private static int[] places(float[] scores) {
    long[] order = new long[scores.length];
    Arrays.setAll(order, i -> (long) Float.floatToIntBits(scores[i]) << 32 | i);
    Arrays.sort(order);
    int[] places = new int[scores.length];
    for (int i = 0; i < order.length; i++) {
      places[(int) order[i]] = (int) ((long) PARTS * i / order.length);
    }
    return places;
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
}
