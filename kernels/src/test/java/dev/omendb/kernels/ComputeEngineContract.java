package dev.omendb.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every [ComputeEngine] must do, checked against sums in double.
abstract class ComputeEngineContract {
  private static final int ROWS = 7;
  private static final long SEED = 20260713;

  private final ComputeEngine engine = engine();

  abstract ComputeEngine engine();

  /// Every dimension with its own tail, then sizes around the unrolled loops' steps.
  private static int[] dimensions() {
    return IntStream.concat(
            IntStream.rangeClosed(1, 200),
            IntStream.of(255, 256, 257, 767, 768, 769, 1001, 1536, 2047, 4095, 4096, 4097, 4098))
        .toArray();
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void scoresFloatRows(Metric metric) {
    Random random = new Random(SEED);
    for (int d : dimensions()) {
      float[] query = vector(random, d);
      float[][] rows = vectors(random, ROWS, d);
      long stride = 4L * d + 4L * (d % 3);
      long offset = 4L * (d % 5);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment memory = arena.allocate(offset + (ROWS - 1) * stride + 4L * d);
        for (int i = 0; i < ROWS; i++) {
          MemorySegment.copy(
              rows[i], 0, memory, ValueLayout.JAVA_FLOAT_UNALIGNED, offset + i * stride, d);
        }
        for (int count = 0; count <= ROWS; count++) {
          float[] scores = new float[count];
          engine.scoreFloats(metric, query, d, memory, offset, stride, count, scores);
          for (int i = 0; i < count; i++) {
            assertScore(metric, query, rows[i], scores[i]);
          }
        }
        int[] ids = {6, 0, 0, 3, 5};
        float[] scores = new float[8];
        engine.scoreFloatsAt(metric, query, d, memory, offset, stride, ids, 5, scores);
        for (int i = 0; i < 5; i++) {
          assertScore(metric, query, rows[ids[i]], scores[i]);
        }
        assertThat(scores[5]).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void scoresHalfRows(Metric metric) {
    Random random = new Random(SEED);
    for (int d : dimensions()) {
      float[] query = vector(random, d);
      float[][] rows = vectors(random, ROWS, d);
      byte[] packed = new byte[ROWS * 2 * d];
      for (int i = 0; i < ROWS; i++) {
        Half.narrow(rows[i], packed, i * 2 * d, d);
        Half.widen(packed, i * 2 * d, rows[i], d);
      }
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment memory = arena.allocate(packed.length);
        MemorySegment.copy(packed, 0, memory, ValueLayout.JAVA_BYTE, 0, packed.length);
        float[] scores = new float[ROWS];
        engine.scoreHalves(metric, query, d, memory, 0, 2L * d, ROWS, scores);
        for (int i = 0; i < ROWS; i++) {
          assertScore(metric, query, rows[i], scores[i]);
        }
        int[] ids = {6, 0, 3};
        engine.scoreHalvesAt(metric, query, d, memory, 0, 2L * d, ids, 3, scores);
        for (int i = 0; i < 3; i++) {
          assertScore(metric, query, rows[ids[i]], scores[i]);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void scoresColumns(Metric metric) {
    Random random = new Random(SEED);
    for (int d : dimensions()) {
      float[][] left = vectors(random, ROWS, d);
      float[][] right = vectors(random, ROWS, d);
      int[] leftOffsets = new int[ROWS];
      int[] rightOffsets = new int[ROWS];
      byte[] leftHeap = pack(left, 3, leftOffsets);
      byte[] rightHeap = pack(right, 0, rightOffsets);
      double[] distances = new double[ROWS];
      engine.floatDistances(metric, left[2], d, rightHeap, rightOffsets, ROWS, distances);
      for (int i = 0; i < ROWS; i++) {
        assertDistance(metric, left[2], right[i], distances[i]);
      }
      engine.floatPairDistances(
          metric, d, leftHeap, leftOffsets, rightHeap, rightOffsets, ROWS, distances);
      for (int i = 0; i < ROWS; i++) {
        assertDistance(metric, left[i], right[i], distances[i]);
        assertDistance(metric, left[i], right[i], engine.distance(metric, left[i], right[i], d));
        assertScore(metric, left[i], right[i], engine.scorePair(metric, left[i], right[i], d));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void scoresHalfColumns(Metric metric) {
    Random random = new Random(SEED);
    for (int d : dimensions()) {
      float[][] left = vectors(random, ROWS, d);
      float[][] right = vectors(random, ROWS, d);
      byte[] leftHeap = new byte[ROWS * 2 * d];
      byte[] rightHeap = new byte[ROWS * 2 * d];
      int[] offsets = new int[ROWS];
      for (int i = 0; i < ROWS; i++) {
        offsets[i] = i * 2 * d;
        Half.narrow(left[i], leftHeap, offsets[i], d);
        Half.widen(leftHeap, offsets[i], left[i], d);
        Half.narrow(right[i], rightHeap, offsets[i], d);
        Half.widen(rightHeap, offsets[i], right[i], d);
      }
      double[] distances = new double[ROWS];
      engine.halfDistances(metric, left[1], d, rightHeap, offsets, ROWS, distances);
      for (int i = 0; i < ROWS; i++) {
        assertDistance(metric, left[1], right[i], distances[i]);
      }
      engine.halfPairDistances(metric, d, leftHeap, offsets, rightHeap, offsets, ROWS, distances);
      for (int i = 0; i < ROWS; i++) {
        assertDistance(metric, left[i], right[i], distances[i]);
      }
    }
  }

  @Test
  void readsEveryHalfExactly() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(2 * 65536, 2);
      for (int bits = 0; bits < 65536; bits++) {
        memory.setAtIndex(ValueLayout.JAVA_SHORT, bits, (short) bits);
      }
      float[] scores = new float[65536];
      engine.scoreHalves(
          Metric.INNER_PRODUCT, new float[] {-1}, 1, memory, 0, 2, 65536, scores);
      for (int bits = 0; bits < 65536; bits++) {
        float expected = Float.float16ToFloat((short) bits);
        assertThat(scores[bits] + 0.0f).isEqualTo(Float.valueOf(expected + 0.0f));
      }
      float[] rows = new float[32];
      int[] ids = new int[32];
      for (int bits = 0; bits < 65536; bits += 32) {
        float[] query = new float[32];
        int lane = (bits / 32) % 32;
        query[lane] = -1;
        float expected = Float.float16ToFloat((short) (bits + lane));
        if (bits / 1024 % 32 == 31) {
          continue; // zero times infinity in another lane is NaN
        }
        ids[0] = bits / 32;
        engine.scoreHalvesAt(Metric.INNER_PRODUCT, query, 32, memory, 0, 64, ids, 1, rows);
        assertThat(rows[0] + 0.0f).isEqualTo(Float.valueOf(expected + 0.0f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(BitMetric.class)
  void scoresBits(BitMetric metric) {
    Random random = new Random(SEED);
    for (int bytes :
        IntStream.concat(IntStream.rangeClosed(1, 300), IntStream.of(512, 513)).toArray()) {
      byte[] query = new byte[bytes];
      byte[] packed = new byte[ROWS * bytes];
      random.nextBytes(query);
      random.nextBytes(packed);
      Arrays.fill(packed, 0, bytes, (byte) 0);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment memory = arena.allocate(packed.length);
        MemorySegment.copy(packed, 0, memory, ValueLayout.JAVA_BYTE, 0, packed.length);
        float[] scores = new float[ROWS];
        engine.scoreBits(metric, query, bytes, memory, 0, bytes, ROWS, scores);
        for (int i = 0; i < ROWS; i++) {
          double expected = bitReference(metric, query, packed, i * bytes);
          assertThat(scores[i]).isEqualTo((float) expected);
          assertThat(engine.bitDistance(metric, bytes, query, 0, packed, i * bytes))
              .isEqualTo(expected);
        }
        int[] ids = {4, 1};
        engine.scoreBitsAt(metric, query, bytes, memory, 0, bytes, ids, 2, scores);
        assertThat(scores[0])
            .isEqualTo((float) bitReference(metric, query, packed, 4 * bytes));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void scoresSparseRows(Metric metric) {
    Random random = new Random(SEED);
    for (int d : dimensions()) {
      for (int spread : new int[] {1, 3, SparseQuery.TABLE_DIMENSIONS / d + 1}) {
        float[] query = sparse(random, d);
        float[][] rows = new float[ROWS][];
        for (int i = 0; i < ROWS; i++) {
          rows[i] = i == 0 ? new float[d] : i == 1 ? query : sparse(random, d);
        }
        try (SparseRows packed = new SparseRows(rows, spread)) {
          float[] scores = new float[ROWS];
          packed.score(engine, metric, query, scores);
          for (int i = 0; i < ROWS; i++) {
            if (metric == Metric.COSINE && (isZero(query) || isZero(rows[i]))) {
              assertThat(scores[i]).isNaN();
            } else {
              assertScore(metric, query, rows[i], scores[i]);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void scoresExtremeSparseRows(Metric metric) {
    for (float value : new float[] {3e38f, Float.MIN_VALUE, -1e-30f}) {
      for (int d : new int[] {1, 16, 33}) {
        float[] same = new float[d];
        Arrays.fill(same, value);
        float[] opposite = new float[d];
        Arrays.fill(opposite, -value);
        try (SparseRows packed = new SparseRows(new float[][] {same, opposite}, 1)) {
          float[] scores = new float[2];
          packed.score(engine, metric, same, scores);
          ComputeEngine reference = new ScalarCompute();
          assertSame(scores[0], reference.scorePair(metric, same, same, d));
          assertSame(scores[1], reference.scorePair(metric, same, opposite, d));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void propagatesExtremes(Metric metric) {
    for (int d : new int[] {1, 7, 16, 33, 100, 768}) {
      for (int place : new int[] {0, d / 2, d - 1}) {
        float[] ones = new float[d];
        Arrays.fill(ones, 1f);
        float[] other = ones.clone();
        other[place] = Float.NaN;
        assertThat(score(metric, ones, other)).isNaN();
        other[place] = Float.POSITIVE_INFINITY;
        float infinite = score(metric, ones, other);
        switch (metric) {
          case L2, L1 -> assertThat(infinite).isEqualTo(Float.POSITIVE_INFINITY);
          case INNER_PRODUCT -> assertThat(infinite).isEqualTo(Float.NEGATIVE_INFINITY);
          case COSINE -> assertThat(infinite).isNaN();
        }
        other[place] = 3e38f;
        float overflowed = score(metric, other, other);
        switch (metric) {
          case L2, L1 -> assertThat(overflowed).isZero();
          case INNER_PRODUCT -> assertThat(overflowed).isEqualTo(Float.NEGATIVE_INFINITY);
          case COSINE -> assertThat(overflowed).isNaN();
        }
        float[] tiny = new float[d];
        tiny[place] = Float.MIN_VALUE;
        if (metric == Metric.L1) {
          assertThat(score(metric, tiny, new float[d])).isEqualTo(Float.MIN_VALUE);
        }
      }
    }
  }

  @Test
  void cosineOfAZeroVectorIsNaN() {
    assertThat(score(Metric.COSINE, new float[20], new float[20])).isNaN();
    assertThat(score(Metric.COSINE, new float[] {1, 2}, new float[2])).isNaN();
  }

  @Test
  void cosineIsClamped() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1000; i++) {
      float[] a = vector(random, 1 + random.nextInt(100));
      float[] b = new float[a.length];
      for (int j = 0; j < b.length; j++) {
        b[j] = -a[j];
      }
      assertThat(engine.distance(Metric.COSINE, a, a, a.length)).isBetween(0.0, 1e-6);
      assertThat(engine.distance(Metric.COSINE, a, b, a.length)).isBetween(2 - 1e-6, 2.0);
    }
  }

  @Test
  void refusesRowsOutsideTheirMemory() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(64);
      float[] query = new float[8];
      float[] scores = new float[8];
      assertThatThrownBy(
              () -> engine.scoreFloats(Metric.L2, query, 8, memory, 0, 32, 3, scores))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(
              () ->
                  engine.scoreFloatsAt(
                      Metric.L2, query, 8, memory, 0, 32, new int[] {-1}, 1, scores))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(
              () ->
                  engine.floatDistances(
                      Metric.L2, query, 8, new byte[40], new int[] {12}, 1, new double[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private float score(Metric metric, float[] query, float[] row) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_FLOAT, row);
      float[] scores = new float[1];
      engine.scoreFloats(metric, query, row.length, memory, 0, 4L * row.length, 1, scores);
      return scores[0];
    }
  }

  private static void assertScore(Metric metric, float[] a, float[] b, double score) {
    double[] expected = reference(metric, a, b);
    assertThat(score)
        .as("%s of %d dimensions", metric, a.length)
        .isBetween(expected[0] - expected[1], expected[0] + expected[1]);
  }

  private static void assertSame(float actual, float expected) {
    assertThat(Float.valueOf(actual + 0.0f)).isEqualTo(Float.valueOf(expected + 0.0f));
  }

  private static void assertDistance(Metric metric, float[] a, float[] b, double distance) {
    assertScore(metric, a, b, metric == Metric.L2 ? distance * distance : distance);
  }

  /// The score in double, and how far sums in float may stray from it.
  private static double[] reference(Metric metric, float[] a, float[] b) {
    double l2 = 0;
    double l1 = 0;
    double product = 0;
    double absolute = 0;
    double normA = 0;
    double normB = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      l2 += difference * difference;
      l1 += Math.abs(difference);
      product += (double) a[i] * b[i];
      absolute += Math.abs((double) a[i] * b[i]);
      normA += (double) a[i] * a[i];
      normB += (double) b[i] * b[i];
    }
    double error = (a.length + 4) * 0x1p-24;
    return switch (metric) {
      case L2 -> new double[] {l2, 2 * error * l2 + 1e-30};
      case L1 -> new double[] {l1, error * l1 + 1e-30};
      case INNER_PRODUCT -> new double[] {-product, error * absolute + 1e-30};
      case COSINE -> {
        double length = Math.sqrt(normA * normB);
        yield new double[] {1 - product / length, error * (absolute / length + 1) + 1e-7};
      }
    };
  }

  private static double bitReference(BitMetric metric, byte[] a, byte[] heap, int offset) {
    int different = 0;
    int both = 0;
    int either = 0;
    for (int i = 0; i < a.length * 8; i++) {
      int x = a[i / 8] >> (i % 8) & 1;
      int y = heap[offset + i / 8] >> (i % 8) & 1;
      different += x ^ y;
      both += x & y;
      either += x | y;
    }
    return metric == BitMetric.HAMMING
        ? different
        : both == 0 ? 1 : 1 - both / (double) either;
  }

  private static byte[] pack(float[][] vectors, int gap, int[] offsets) {
    int bytes = 4 * vectors[0].length;
    byte[] heap = new byte[vectors.length * (bytes + gap) + gap];
    for (int i = 0; i < vectors.length; i++) {
      offsets[i] = gap + i * (bytes + gap);
      MemorySegment.copy(
          MemorySegment.ofArray(vectors[i]),
          ValueLayout.JAVA_FLOAT_UNALIGNED,
          0,
          MemorySegment.ofArray(heap),
          ValueLayout.JAVA_FLOAT_UNALIGNED,
          offsets[i],
          vectors[i].length);
    }
    return heap;
  }

  private static boolean isZero(float[] vector) {
    for (float value : vector) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private static float[] sparse(Random random, int d) {
    float[] vector = vector(random, d);
    for (int i = 0; i < d; i++) {
      vector[i] = random.nextInt(3) == 0 ? vector[i] : 0;
    }
    return vector;
  }

  private static float[][] vectors(Random random, int count, int d) {
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = vector(random, d);
    }
    return vectors;
  }

  private static float[] vector(Random random, int d) {
    float[] vector = new float[d];
    for (int i = 0; i < d; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
