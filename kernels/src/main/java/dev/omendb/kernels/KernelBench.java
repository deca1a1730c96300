package dev.omendb.kernels;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/// Measures every kernel of every engine on this machine and prints a table: what
/// `omendb bench kernels` runs. For numbers to publish, use the JMH benchmark beside the tests.
public final class KernelBench {
  private static final int[] DIMENSIONS = {128, 768, 1001, 1536};

  /// Elements of a sparse vector, of [#VOCABULARY] dimensions.
  private static final int[] SPARSE_ELEMENTS = {32, 120};

  private static final int VOCABULARY = 30_522;
  private static final int BLOCK_ROWS = 1024;
  private static final long WARM_NANOS = 250_000_000L;
  private static final long MEASURED_NANOS = 150_000_000L;

  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private final PrintStream out;

  public KernelBench(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) {
    new KernelBench(System.out).run(args.length > 0 ? Integer.parseInt(args[0]) : 64);
  }

  /// Scans `megabytes` of rows again and again; choose it far above the cache to measure memory.
  public void run(int megabytes) {
    long bytes = megabytes * 1_000_000L;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment rows = arena.allocate(bytes, 64);
      fillFloats(rows);
      bandwidth(rows);
      out.printf("%,d MB of rows, one thread%n", megabytes);
      out.printf(
          "%-9s %-14s %6s %-8s %12s %10s%n",
          "type", "metric", "dims", "engine", "ns/vector", "GB/s");
      for (int dimensions : DIMENSIONS) {
        fillFloats(rows);
        for (Metric metric : Metric.values()) {
          floats(metric, dimensions, rows);
        }
      }
      for (int dimensions : DIMENSIONS) {
        for (Metric metric : Metric.values()) {
          columns(metric, dimensions);
        }
      }
      for (int dimensions : DIMENSIONS) {
        fillHalves(rows);
        for (Metric metric : Metric.values()) {
          halves(metric, dimensions, rows);
        }
      }
      for (int dimensions : DIMENSIONS) {
        for (BitMetric metric : BitMetric.values()) {
          bits(metric, dimensions, rows);
        }
      }
      for (int elements : SPARSE_ELEMENTS) {
        fillSparse(rows, elements);
        for (Metric metric : Metric.values()) {
          sparse(metric, elements, rows);
        }
      }
    }
  }

  /// What the machine's memory gives, to which the GB/s of the kernels compare.
  private void bandwidth(MemorySegment memory) {
    ReadBandwidth reading = new ReadBandwidth(memory);
    for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads *= 2) {
      out.printf(
          "read bandwidth, %d thread%s: %.1f GB/s%n",
          threads, threads == 1 ? "" : "s", reading.gigabytesPerSecond(threads));
    }
  }

  private interface Block {
    void score(ComputeEngine engine, long offset, int count, float[] scores);
  }

  private void floats(Metric metric, int dimensions, MemorySegment rows) {
    float[] query = query(dimensions);
    long stride = 4L * dimensions;
    measure(
        "vector",
        metric.name(),
        dimensions,
        stride,
        rows,
        (engine, offset, count, scores) ->
            engine.scoreFloats(metric, query, dimensions, rows, offset, stride, count, scores));
  }

  /// Values in a heap array, as a batch of 1,024 rows holds them.
  private void columns(Metric metric, int dimensions) {
    float[] query = query(dimensions);
    byte[] heap = new byte[4 * dimensions * BLOCK_ROWS];
    int[] offsets = new int[BLOCK_ROWS];
    for (int i = 0; i < BLOCK_ROWS; i++) {
      offsets[i] = 4 * dimensions * i;
      for (int j = 0; j < dimensions; j++) {
        FLOAT.set(heap, offsets[i] + 4 * j, query[(i + j) % dimensions]);
      }
    }
    double[] distances = new double[BLOCK_ROWS];
    measure(
        "column",
        metric.name(),
        dimensions,
        4L * dimensions,
        MemorySegment.ofArray(heap),
        (engine, offset, count, scores) ->
            engine.floatDistances(metric, query, dimensions, heap, offsets, count, distances));
  }

  private void halves(Metric metric, int dimensions, MemorySegment rows) {
    float[] query = query(dimensions);
    long stride = 2L * dimensions;
    measure(
        "halfvec",
        metric.name(),
        dimensions,
        stride,
        rows,
        (engine, offset, count, scores) ->
            engine.scoreHalves(metric, query, dimensions, rows, offset, stride, count, scores));
  }

  private void bits(BitMetric metric, int dimensions, MemorySegment rows) {
    int bytes = (dimensions + 7) / 8;
    byte[] query = new byte[bytes];
    new Random(3).nextBytes(query);
    measure(
        "bit",
        metric.name(),
        dimensions,
        bytes,
        rows,
        (engine, offset, count, scores) ->
            engine.scoreBits(metric, query, bytes, rows, offset, bytes, count, scores));
  }

  /// The figure under `dims` is the number of elements.
  private void sparse(Metric metric, int elements, MemorySegment rows) {
    int[] positions = positions(new Random(3), elements);
    SparseQuery query = new SparseQuery(VOCABULARY, positions, query(elements));
    int stride = 8 * elements;
    long[] offsets = new long[BLOCK_ROWS];
    int[] counts = new int[BLOCK_ROWS];
    Arrays.fill(counts, elements);
    measure(
        "sparsevec",
        metric.name(),
        elements,
        stride,
        rows,
        (engine, offset, count, scores) -> {
          for (int i = 0; i < count; i++) {
            offsets[i] = offset + (long) i * stride;
          }
          engine.scoreSparse(metric, query, rows, offsets, counts, count, scores);
        });
  }

  private void measure(
      String type, String metric, int dimensions, long stride, MemorySegment rows, Block block) {
    long rowCount = rows.byteSize() / stride;
    for (String name : new String[] {"simd", "scalar"}) {
      ComputeEngine engine = ComputeEngines.byName(name);
      pass(engine, stride, rowCount, block, WARM_NANOS);
      double nanos = pass(engine, stride, rowCount, block, MEASURED_NANOS);
      out.printf(
          "%-9s %-14s %6d %-8s %12.1f %10.2f%n",
          type, metric.toLowerCase(), dimensions, name, nanos, stride / nanos);
    }
  }

  /// Nanoseconds a row, over whole blocks, for about the given time.
  private static double pass(
      ComputeEngine engine, long stride, long rowCount, Block block, long nanos) {
    float[] scores = new float[BLOCK_ROWS];
    long start = System.nanoTime();
    long done = 0;
    long first = 0;
    long elapsed;
    do {
      int count = (int) Math.min(BLOCK_ROWS, rowCount - first);
      block.score(engine, first * stride, count, scores);
      done += count;
      first += count;
      if (first == rowCount) {
        first = 0;
      }
      elapsed = System.nanoTime() - start;
    } while (elapsed < nanos);
    return (double) elapsed / done;
  }

  private static float[] query(int dimensions) {
    Random random = new Random(2);
    float[] query = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      query[i] = random.nextFloat() - 0.5f;
    }
    return query;
  }

  private static void fillFloats(MemorySegment rows) {
    Random random = new Random(1);
    for (long i = 0; i < rows.byteSize() / 4; i++) {
      rows.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat() - 0.5f);
    }
  }

  private static int[] positions(Random random, int elements) {
    return random.ints(0, VOCABULARY).distinct().limit(elements).sorted().toArray();
  }

  private static void fillSparse(MemorySegment rows, int elements) {
    Random random = new Random(1);
    int stride = 8 * elements;
    for (long at = 0; at + stride <= rows.byteSize(); at += stride) {
      int[] positions = positions(random, elements);
      MemorySegment.copy(positions, 0, rows, ValueLayout.JAVA_INT, at, elements);
      for (int i = 0; i < elements; i++) {
        float value = random.nextFloat() - 0.5f;
        rows.set(ValueLayout.JAVA_FLOAT, at + 4L * (elements + i), value);
      }
    }
  }

  private static void fillHalves(MemorySegment rows) {
    Random random = new Random(1);
    for (long i = 0; i < rows.byteSize() / 2; i++) {
      short half = Float.floatToFloat16(random.nextFloat() - 0.5f);
      rows.setAtIndex(ValueLayout.JAVA_SHORT, i, half);
    }
  }
}
