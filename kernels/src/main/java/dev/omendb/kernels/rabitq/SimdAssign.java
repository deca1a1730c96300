package dev.omendb.kernels.rabitq;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Measures many rows against many centroids: a matrix product with centroids transposed, so that
/// each lane holds another centroid and no sum crosses lanes. Four rows by two vectors of centroids
/// at a time keeps eight sums in registers. Immutable; safe for many threads.
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

  /// How many distances there are of each row: those of centroids, and infinite ones.
  int stride() {
    return groups * GROUP;
  }

  float squaredNorm(int centroid) {
    return squaredNorms[centroid];
  }

  /// Sets `distances[i * stride() + c]` to the squared distance of row `first + i` and centroid c,
  /// less the row's own squared norm.
  ///
  /// @param rows `count` rows of `width` floats; keep a batch small enough for the cache
  void measure(float[] rows, int first, int count, float[] distances) {
    int last = count - 1;
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < count; i += 4) {
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
            distances,
            i * stride(),
            i1 * stride(),
            i2 * stride(),
            i3 * stride());
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
      float[] distances,
      int d0,
      int d1,
      int d2,
      int d3) {
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
    a0.fma(minusTwo, normA).intoArray(distances, d0 + group);
    b0.fma(minusTwo, normB).intoArray(distances, d0 + group + LANES);
    a1.fma(minusTwo, normA).intoArray(distances, d1 + group);
    b1.fma(minusTwo, normB).intoArray(distances, d1 + group + LANES);
    a2.fma(minusTwo, normA).intoArray(distances, d2 + group);
    b2.fma(minusTwo, normB).intoArray(distances, d2 + group + LANES);
    a3.fma(minusTwo, normA).intoArray(distances, d3 + group);
    b3.fma(minusTwo, normB).intoArray(distances, d3 + group + LANES);
  }

  /// The place, less `from`, of the least of `stride()` numbers; 0 when none is finite.
  int least(float[] distances, int from) {
    FloatVector least = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
    int end = from + groups * GROUP;
    for (int i = from; i < end; i += GROUP) {
      least =
          least
              .min(FloatVector.fromArray(SPECIES, distances, i))
              .min(FloatVector.fromArray(SPECIES, distances, i + LANES));
    }
    float wanted = least.reduceLanes(VectorOperators.MIN);
    for (int i = from; i < end; i += LANES) {
      VectorMask<Float> found =
          FloatVector.fromArray(SPECIES, distances, i).compare(VectorOperators.EQ, wanted);
      if (found.anyTrue()) {
        return i - from + found.firstTrue();
      }
    }
    return 0;
  }

  /// Replaces each of `stride()` distances d by `d + cost * (shift + d / 2 + table)²`.
  void addLoss(
      float[] distances, int from, float[] table, int tableFrom, float shift, float cost) {
    for (int i = 0; i < groups * GROUP; i += LANES) {
      FloatVector distance = FloatVector.fromArray(SPECIES, distances, from + i);
      FloatVector parallel =
          distance
              .fma(
                  FloatVector.broadcast(SPECIES, 0.5f),
                  FloatVector.fromArray(SPECIES, table, tableFrom + i))
              .add(shift);
      parallel.mul(parallel).fma(FloatVector.broadcast(SPECIES, cost), distance)
          .intoArray(distances, from + i);
    }
  }

  /// The inner product of two rows.
  static float product(float[] a, int atA, float[] b, int atB, int width) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int j = 0; j < width; j += LANES) {
      sum =
          FloatVector.fromArray(SPECIES, a, atA + j)
              .fma(FloatVector.fromArray(SPECIES, b, atB + j), sum);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
