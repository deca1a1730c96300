package dev.omendb.kernels.rabitq;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Finds the nearest of many centroids for many rows: a matrix product with centroids transposed,
/// so that each lane holds another centroid and no sum crosses lanes. Four rows by two vectors of
/// centroids at a time keeps eight sums in registers. Immutable; safe for many threads.
final class SimdAssign {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int GROUP = 2 * LANES;

  private final int width;
  private final int groups;
  private final float[] transposed;
  private final float[] squaredNorms;

  /// @param centroids rows of `width` floats
  SimdAssign(float[] centroids, int count, int width) {
    this.width = width;
    this.groups = (count + GROUP - 1) / GROUP;
    this.transposed = new float[groups * GROUP * width];
    this.squaredNorms = new float[groups * GROUP];
    Arrays.fill(squaredNorms, count, squaredNorms.length, Float.POSITIVE_INFINITY);
    for (int c = 0; c < count; c++) {
      float norm = 0;
      for (int j = 0; j < width; j++) {
        float value = centroids[c * width + j];
        norm += value * value;
        transposed[(c / GROUP * width + j) * GROUP + c % GROUP] = value;
      }
      squaredNorms[c] = norm;
    }
  }

  /// Finds the nearest centroid of each row.
  ///
  /// @param rows `count` rows of `width` floats; keep a batch small enough for the cache
  /// @param nearest receives `count` centroid numbers from index `to`
  /// @param distances receives the squared distances less the rows' own squared norms, from 0
  void nearest(float[] rows, int first, int count, int[] nearest, int to, float[] distances) {
    Arrays.fill(distances, 0, count, Float.POSITIVE_INFINITY);
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < count; i += 4) {
        int last = count - 1;
        int i1 = Math.min(i + 1, last);
        int i2 = Math.min(i + 2, last);
        int i3 = Math.min(i + 3, last);
        tile(
            transposed,
            group * width * GROUP,
            width,
            squaredNorms,
            group * GROUP,
            rows,
            (first + i) * width,
            (first + i1) * width,
            (first + i2) * width,
            (first + i3) * width,
            nearest,
            to,
            distances,
            i,
            i1,
            i2,
            i3);
      }
    }
  }

  private static void tile(
      float[] transposed,
      int at,
      int width,
      float[] norms,
      int group,
      float[] rows,
      int r0,
      int r1,
      int r2,
      int r3,
      int[] nearest,
      int to,
      float[] distances,
      int i0,
      int i1,
      int i2,
      int i3) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    for (int j = 0; j < width; j++) {
      FloatVector x = FloatVector.fromArray(SPECIES, transposed, at + j * GROUP);
      FloatVector y = FloatVector.fromArray(SPECIES, transposed, at + j * GROUP + LANES);
      FloatVector v0 = FloatVector.broadcast(SPECIES, rows[r0 + j]);
      FloatVector v1 = FloatVector.broadcast(SPECIES, rows[r1 + j]);
      FloatVector v2 = FloatVector.broadcast(SPECIES, rows[r2 + j]);
      FloatVector v3 = FloatVector.broadcast(SPECIES, rows[r3 + j]);
      a0 = x.fma(v0, a0);
      a1 = x.fma(v1, a1);
      a2 = x.fma(v2, a2);
      a3 = x.fma(v3, a3);
      b0 = y.fma(v0, b0);
      b1 = y.fma(v1, b1);
      b2 = y.fma(v2, b2);
      b3 = y.fma(v3, b3);
    }
    FloatVector normA = FloatVector.fromArray(SPECIES, norms, group);
    FloatVector normB = FloatVector.fromArray(SPECIES, norms, group + LANES);
    FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2f);
    take(a0.fma(minusTwo, normA), b0.fma(minusTwo, normB), group, nearest, to, distances, i0);
    take(a1.fma(minusTwo, normA), b1.fma(minusTwo, normB), group, nearest, to, distances, i1);
    take(a2.fma(minusTwo, normA), b2.fma(minusTwo, normB), group, nearest, to, distances, i2);
    take(a3.fma(minusTwo, normA), b3.fma(minusTwo, normB), group, nearest, to, distances, i3);
  }

  private static void take(
      FloatVector a, FloatVector b, int group, int[] nearest, int to, float[] distances, int i) {
    float least = a.min(b).reduceLanes(VectorOperators.MIN);
    if (least < distances[i]) {
      distances[i] = least;
      long lanes =
          a.compare(VectorOperators.EQ, least).toLong()
              | b.compare(VectorOperators.EQ, least).toLong() << LANES;
      nearest[to + i] = group + Long.numberOfTrailingZeros(lanes);
    }
  }
}
