package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.BitMetric;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.SparseQuery;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Runs the kernels on made-up data until they are compiled. Before that, each vector operation is
/// a method call on objects and a first search takes hundreds of times longer than a later one, so
/// a server does this on a background thread when it starts.
public final class KernelWarmUp {
  private static final int ROWS = 4096;
  private static final int DIMENSIONS = 256;
  private static final int SPARSE_ELEMENTS = 40;

  /// Rows scored before it asks whether to stop.
  private static final int STEP_ROWS = 128;

  private static final int PASSES = 12;
  private static final int SEARCHES = 150;

  private KernelWarmUp() {}

  /// Returns when done, or soon after `stop` answers true; it may as well let the work wait. Takes
  /// a second or two of one core.
  public static void run(ComputeEngine compute, BooleanSupplier stop) {
    Random random = new Random(0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate(4L * DIMENSIONS * ROWS, 64);
      for (long i = 0; i < (long) DIMENSIONS * ROWS; i++) {
        rows.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat() - 0.5f);
      }
      for (int pass = 0; pass < PASSES && !stop.getAsBoolean(); pass++) {
        scanRows(compute, rows, stop);
        scanColumn(compute, stop);
      }
      if (!stop.getAsBoolean()) {
        searchIndex(compute, rows, stop);
      }
      for (int pass = 0; pass < PASSES && !stop.getAsBoolean(); pass++) {
        for (int first = 0; first < ROWS && !stop.getAsBoolean(); first += STEP_ROWS) {
          long stride = 4L * DIMENSIONS;
          scanOtherTypes(compute, rows.asSlice(first * stride, STEP_ROWS * stride));
        }
      }
    } catch (CancellationException e) {
      assert stop.getAsBoolean();
    }
  }

  private static void scanRows(
      ComputeEngine compute, MemorySegment rows, BooleanSupplier stop) {
    float[] query = new float[DIMENSIONS];
    float[] scores = new float[STEP_ROWS];
    int[] ids = new int[STEP_ROWS];
    Arrays.setAll(ids, i -> STEP_ROWS - 1 - i);
    long stride = 4L * DIMENSIONS;
    for (Metric metric : Metric.values()) {
      for (int first = 0; first < ROWS && !stop.getAsBoolean(); first += STEP_ROWS) {
        long at = first * stride;
        compute.scoreFloats(metric, query, DIMENSIONS, rows, at, stride, STEP_ROWS, scores);
        compute.scoreFloatsAt(metric, query, DIMENSIONS, rows, at, stride, ids, STEP_ROWS, scores);
      }
    }
  }

  /// Halves, bits and sparse vectors: the same memory read in other ways.
  private static void scanOtherTypes(ComputeEngine compute, MemorySegment rows) {
    float[] query = new float[DIMENSIONS];
    float[] scores = new float[STEP_ROWS];
    int[] ids = new int[STEP_ROWS];
    int[] elements = new int[STEP_ROWS];
    long[] offsets = new long[STEP_ROWS];
    Arrays.setAll(ids, i -> i);
    Arrays.setAll(offsets, i -> 4L * DIMENSIONS * i);
    Arrays.fill(elements, SPARSE_ELEMENTS);
    long stride = 4L * DIMENSIONS;
    for (Metric metric : Metric.values()) {
      compute.scoreHalves(metric, query, DIMENSIONS, rows, 0, stride, STEP_ROWS, scores);
      compute.scoreHalvesAt(metric, query, DIMENSIONS, rows, 0, stride, ids, STEP_ROWS, scores);
    }
    for (BitMetric metric : BitMetric.values()) {
      compute.scoreBits(
          metric, new byte[DIMENSIONS], DIMENSIONS, rows, 0, stride, STEP_ROWS, scores);
    }
    for (int row = 0; row < STEP_ROWS; row++) {
      MemorySegment.copy(ids, 0, rows, ValueLayout.JAVA_INT, offsets[row], SPARSE_ELEMENTS);
    }
    SparseQuery sparse = new SparseQuery(DIMENSIONS, new int[0], new float[0]);
    for (Metric metric : Metric.values()) {
      compute.scoreSparse(metric, sparse, rows, offsets, elements, STEP_ROWS, scores);
    }
  }

  private static void scanColumn(ComputeEngine compute, BooleanSupplier stop) {
    int count = 1024;
    byte[] heap = new byte[4 * DIMENSIONS * count];
    int[] offsets = new int[count];
    Arrays.setAll(offsets, i -> 4 * DIMENSIONS * i);
    double[] distances = new double[count];
    for (Metric metric : Metric.values()) {
      if (stop.getAsBoolean()) {
        return;
      }
      compute.floatDistances(
          metric, new float[DIMENSIONS], DIMENSIONS, heap, offsets, count, distances);
    }
  }

  private static void searchIndex(
      ComputeEngine compute, MemorySegment rows, BooleanSupplier stop) {
    long[] ids = new long[ROWS];
    Arrays.setAll(ids, i -> i);
    RowSource source = RowSource.of(rows, 4L * DIMENSIONS, DIMENSIONS, ids);
    IvfPart part =
        IvfBuilder.build(
            Metric.L2,
            DIMENSIONS,
            source,
            new BuildOptions(Proxy.EXACT, 0, 1, true, stop, encoded -> {}),
            bytes -> Arena.ofAuto().allocate(bytes, 64));
    CodeSearch search = new CodeSearch(Metric.L2, DIMENSIONS, compute);
    float[] query = new float[DIMENSIONS];
    int[] rowNumbers = new int[CodeSearch.BATCH];
    Reranker reranker =
        (found, count, scores) -> {
          for (int i = 0; i < count; i++) {
            rowNumbers[i] = (int) found[i];
          }
          compute.scoreFloatsAt(
              Metric.L2, query, DIMENSIONS, rows, 0, 4L * DIMENSIONS, rowNumbers, count, scores);
        };
    for (int i = 0; i < SEARCHES && !stop.getAsBoolean(); i++) {
      source.read(i, 1, query);
      search.begin(query, 10, null, reranker);
      search.scan(part, 0.95);
      search.finish();
    }
  }
}
