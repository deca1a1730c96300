package dev.omendb.kernels;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Float kernels over native rows: four rows for each load of the query, which keeps four streams
/// from memory in flight and the additions independent.
///
/// Rows are read by absolute address through one segment over all memory: a call site then sees
/// one segment class only (mapped and malloc'ed ones mixed cost up to twice the time) and needs no
/// bounds from its caller. [RowAccess] has checked them.
final class SimdFloats {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();
  static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  private SimdFloats() {}

  static void score(
      Metric metric,
      float[] query,
      int dimensions,
      long rows,
      long stride,
      int @Nullable [] ids,
      int count,
      float[] scores) {
    switch (metric) {
      case L2 -> l2(query, dimensions, rows, stride, ids, count, scores);
      case INNER_PRODUCT -> product(query, dimensions, rows, stride, ids, count, scores);
      case COSINE -> cosine(query, dimensions, rows, stride, ids, count, scores);
      case L1 -> l1(query, dimensions, rows, stride, ids, count, scores);
    }
  }

  private static long at(long rows, long stride, int @Nullable [] ids, int i) {
    return rows + (ids == null ? i : ids[i]) * stride;
  }

  private static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, MEMORY, address, ORDER);
  }

  private static FloatVector load(long address, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(SPECIES, MEMORY, address, ORDER, mask);
  }

  private static float sum(FloatVector vector) {
    return vector.reduceLanes(VectorOperators.ADD);
  }

  private static void l2(
      float[] q, int d, long rows, long stride, int @Nullable [] ids, int count, float[] scores) {
    for (int i = 0; i < count; i += 4) {
      int last = count - 1;
      l2(
          q,
          d,
          at(rows, stride, ids, i),
          at(rows, stride, ids, Math.min(i + 1, last)),
          at(rows, stride, ids, Math.min(i + 2, last)),
          at(rows, stride, ids, Math.min(i + 3, last)),
          scores,
          i,
          last);
    }
  }

  private static void l2(
      float[] q, int d, long r0, long r1, long r2, long r3, float[] scores, int i, int last) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    FloatVector t2 = s0;
    FloatVector t3 = s0;
    int j = 0;
    for (int bound = d - 2 * LANES; j <= bound; j += 2 * LANES) {
      long b = 4L * j;
      FloatVector x = FloatVector.fromArray(SPECIES, q, j);
      FloatVector e0 = x.sub(load(r0 + b));
      FloatVector e1 = x.sub(load(r1 + b));
      FloatVector e2 = x.sub(load(r2 + b));
      FloatVector e3 = x.sub(load(r3 + b));
      s0 = e0.fma(e0, s0);
      s1 = e1.fma(e1, s1);
      s2 = e2.fma(e2, s2);
      s3 = e3.fma(e3, s3);
      long c = b + 4L * LANES;
      FloatVector y = FloatVector.fromArray(SPECIES, q, j + LANES);
      FloatVector f0 = y.sub(load(r0 + c));
      FloatVector f1 = y.sub(load(r1 + c));
      FloatVector f2 = y.sub(load(r2 + c));
      FloatVector f3 = y.sub(load(r3 + c));
      t0 = f0.fma(f0, t0);
      t1 = f1.fma(f1, t1);
      t2 = f2.fma(f2, t2);
      t3 = f3.fma(f3, t3);
    }
    for (; j < d; j += LANES) {
      long b = 4L * j;
      VectorMask<Float> m = SPECIES.indexInRange(j, d);
      FloatVector x = FloatVector.fromArray(SPECIES, q, j, m);
      FloatVector e0 = x.sub(load(r0 + b, m));
      FloatVector e1 = x.sub(load(r1 + b, m));
      FloatVector e2 = x.sub(load(r2 + b, m));
      FloatVector e3 = x.sub(load(r3 + b, m));
      s0 = e0.fma(e0, s0);
      s1 = e1.fma(e1, s1);
      s2 = e2.fma(e2, s2);
      s3 = e3.fma(e3, s3);
    }
    store(scores, i, last, sum(s0.add(t0)), sum(s1.add(t1)), sum(s2.add(t2)), sum(s3.add(t3)));
  }

  private static void product(
      float[] q, int d, long rows, long stride, int @Nullable [] ids, int count, float[] scores) {
    for (int i = 0; i < count; i += 4) {
      int last = count - 1;
      product(
          q,
          d,
          at(rows, stride, ids, i),
          at(rows, stride, ids, Math.min(i + 1, last)),
          at(rows, stride, ids, Math.min(i + 2, last)),
          at(rows, stride, ids, Math.min(i + 3, last)),
          scores,
          i,
          last);
    }
  }

  private static void product(
      float[] q, int d, long r0, long r1, long r2, long r3, float[] scores, int i, int last) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    FloatVector t2 = s0;
    FloatVector t3 = s0;
    int j = 0;
    for (int bound = d - 2 * LANES; j <= bound; j += 2 * LANES) {
      long b = 4L * j;
      FloatVector x = FloatVector.fromArray(SPECIES, q, j);
      s0 = x.fma(load(r0 + b), s0);
      s1 = x.fma(load(r1 + b), s1);
      s2 = x.fma(load(r2 + b), s2);
      s3 = x.fma(load(r3 + b), s3);
      long c = b + 4L * LANES;
      FloatVector y = FloatVector.fromArray(SPECIES, q, j + LANES);
      t0 = y.fma(load(r0 + c), t0);
      t1 = y.fma(load(r1 + c), t1);
      t2 = y.fma(load(r2 + c), t2);
      t3 = y.fma(load(r3 + c), t3);
    }
    for (; j < d; j += LANES) {
      long b = 4L * j;
      VectorMask<Float> m = SPECIES.indexInRange(j, d);
      FloatVector x = FloatVector.fromArray(SPECIES, q, j, m);
      s0 = x.fma(load(r0 + b, m), s0);
      s1 = x.fma(load(r1 + b, m), s1);
      s2 = x.fma(load(r2 + b, m), s2);
      s3 = x.fma(load(r3 + b, m), s3);
    }
    store(
        scores, i, last, -sum(s0.add(t0)), -sum(s1.add(t1)), -sum(s2.add(t2)), -sum(s3.add(t3)));
  }

  private static void cosine(
      float[] q, int d, long rows, long stride, int @Nullable [] ids, int count, float[] scores) {
    float norm = SimdHeapFloats.squaredNorm(q, d);
    for (int i = 0; i < count; i += 4) {
      int last = count - 1;
      cosine(
          q,
          norm,
          d,
          at(rows, stride, ids, i),
          at(rows, stride, ids, Math.min(i + 1, last)),
          at(rows, stride, ids, Math.min(i + 2, last)),
          at(rows, stride, ids, Math.min(i + 3, last)),
          scores,
          i,
          last);
    }
  }

  private static void cosine(
      float[] q,
      float norm,
      int d,
      long r0,
      long r1,
      long r2,
      long r3,
      float[] scores,
      int i,
      int last) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector n0 = s0;
    FloatVector n1 = s0;
    FloatVector n2 = s0;
    FloatVector n3 = s0;
    int j = 0;
    for (int bound = d - LANES; j <= bound; j += LANES) {
      long b = 4L * j;
      FloatVector x = FloatVector.fromArray(SPECIES, q, j);
      FloatVector y0 = load(r0 + b);
      FloatVector y1 = load(r1 + b);
      FloatVector y2 = load(r2 + b);
      FloatVector y3 = load(r3 + b);
      s0 = x.fma(y0, s0);
      s1 = x.fma(y1, s1);
      s2 = x.fma(y2, s2);
      s3 = x.fma(y3, s3);
      n0 = y0.fma(y0, n0);
      n1 = y1.fma(y1, n1);
      n2 = y2.fma(y2, n2);
      n3 = y3.fma(y3, n3);
    }
    if (j < d) {
      long b = 4L * j;
      VectorMask<Float> m = SPECIES.indexInRange(j, d);
      FloatVector x = FloatVector.fromArray(SPECIES, q, j, m);
      FloatVector y0 = load(r0 + b, m);
      FloatVector y1 = load(r1 + b, m);
      FloatVector y2 = load(r2 + b, m);
      FloatVector y3 = load(r3 + b, m);
      s0 = x.fma(y0, s0);
      s1 = x.fma(y1, s1);
      s2 = x.fma(y2, s2);
      s3 = x.fma(y3, s3);
      n0 = y0.fma(y0, n0);
      n1 = y1.fma(y1, n1);
      n2 = y2.fma(y2, n2);
      n3 = y3.fma(y3, n3);
    }
    store(
        scores,
        i,
        last,
        (float) Metric.cosineDistance(sum(s0), norm, sum(n0)),
        (float) Metric.cosineDistance(sum(s1), norm, sum(n1)),
        (float) Metric.cosineDistance(sum(s2), norm, sum(n2)),
        (float) Metric.cosineDistance(sum(s3), norm, sum(n3)));
  }

  private static void l1(
      float[] q, int d, long rows, long stride, int @Nullable [] ids, int count, float[] scores) {
    for (int i = 0; i < count; i += 4) {
      int last = count - 1;
      l1(
          q,
          d,
          at(rows, stride, ids, i),
          at(rows, stride, ids, Math.min(i + 1, last)),
          at(rows, stride, ids, Math.min(i + 2, last)),
          at(rows, stride, ids, Math.min(i + 3, last)),
          scores,
          i,
          last);
    }
  }

  private static void l1(
      float[] q, int d, long r0, long r1, long r2, long r3, float[] scores, int i, int last) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int j = 0;
    for (int bound = d - LANES; j <= bound; j += LANES) {
      long b = 4L * j;
      FloatVector x = FloatVector.fromArray(SPECIES, q, j);
      s0 = s0.add(x.sub(load(r0 + b)).abs());
      s1 = s1.add(x.sub(load(r1 + b)).abs());
      s2 = s2.add(x.sub(load(r2 + b)).abs());
      s3 = s3.add(x.sub(load(r3 + b)).abs());
    }
    if (j < d) {
      long b = 4L * j;
      VectorMask<Float> m = SPECIES.indexInRange(j, d);
      FloatVector x = FloatVector.fromArray(SPECIES, q, j, m);
      s0 = s0.add(x.sub(load(r0 + b, m)).abs());
      s1 = s1.add(x.sub(load(r1 + b, m)).abs());
      s2 = s2.add(x.sub(load(r2 + b, m)).abs());
      s3 = s3.add(x.sub(load(r3 + b, m)).abs());
    }
    store(scores, i, last, sum(s0), sum(s1), sum(s2), sum(s3));
  }

  /// Stores four scores; the last group's rows beyond the end repeat the last row.
  private static void store(
      float[] scores, int i, int last, float v0, float v1, float v2, float v3) {
    scores[i] = v0;
    scores[Math.min(i + 1, last)] = v1;
    scores[Math.min(i + 2, last)] = v2;
    scores[Math.min(i + 3, last)] = v3;
  }
}
