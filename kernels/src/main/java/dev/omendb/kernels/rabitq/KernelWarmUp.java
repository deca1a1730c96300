package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.BitMetric;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.SparseQuery;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Runs the kernels on made-up data until they are compiled. Before that, each vector operation is
/// a method call on objects and a first search takes hundreds of times longer than a later one, so
/// a server does this on a background thread when it starts.
public final class KernelWarmUp {
  private static final int ROWS = 5120;
  private static final int DIMENSIONS = 256;
  private static final int SPARSE_ELEMENTS = 40;

  /// Rows scored before it asks whether to stop.
  private static final int STEP_ROWS = 128;

  private static final int PASSES = 12;
  private static final int SEARCHES = 150;

  /// Points that the rows of an index lie around: without such, every search would look at all.
  private static final int CLUSTERS = 200;

  private static final float SPREAD = 0.2f;

  /// What indexes are built for, one after the other.
  private static final List<Metric> BUILT =
      List.of(Metric.L2, Metric.COSINE, Metric.INNER_PRODUCT);

  /// Rows are cut into so many for one more index: of so many rows that a build also learns how to
  /// find 1,000 neighbours.
  private static final int PIECES = 4;

  private KernelWarmUp() {}

  /// Builds small indexes and searches them. Returns when done, or soon after `stop` answers true;
  /// it may as well let the work wait. Takes two or three seconds of one core, and as much and
  /// more of the compiler's time.
  public static void buildIndexes(ComputeEngine compute, BooleanSupplier stop) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = madeUp(arena);
      for (Metric metric : BUILT) {
        if (!stop.getAsBoolean()) {
          searchIndex(metric, DIMENSIONS, compute, rows, stop);
        }
      }
      if (!stop.getAsBoolean()) {
        searchIndex(Metric.L2, DIMENSIONS / PIECES, compute, rows, stop);
      }
    } catch (CancellationException e) {
      assert stop.getAsBoolean();
    }
  }

  /// Scores rows without an index, on the same terms. Takes a second of one core.
  public static void scan(ComputeEngine compute, BooleanSupplier stop) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = madeUp(arena);
      for (int pass = 0; pass < PASSES && !stop.getAsBoolean(); pass++) {
        scanRows(compute, rows, stop);
        scanColumn(compute, stop);
      }
      for (int pass = 0; pass < PASSES && !stop.getAsBoolean(); pass++) {
        for (int first = 0; first < ROWS && !stop.getAsBoolean(); first += STEP_ROWS) {
          long stride = 4L * DIMENSIONS;
          scanOtherTypes(compute, rows.asSlice(first * stride, STEP_ROWS * stride));
        }
      }
    }
  }

  private static MemorySegment madeUp(Arena arena) {
    MemorySegment rows = arena.allocate(4L * DIMENSIONS * ROWS, 64);
    Random random = new Random(0);
    float[] points = new float[DIMENSIONS * CLUSTERS];
    for (int i = 0; i < points.length; i++) {
      points[i] = random.nextFloat() - 0.5f;
    }
    for (int row = 0; row < ROWS; row++) {
      int point = DIMENSIONS * random.nextInt(CLUSTERS);
      for (int j = 0; j < DIMENSIONS; j++) {
        float value = points[point + j] + SPREAD * (random.nextFloat() - 0.5f);
        rows.setAtIndex(ValueLayout.JAVA_FLOAT, (long) DIMENSIONS * row + j, value);
      }
    }
    return rows;
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
      Metric metric,
      int dimensions,
      ComputeEngine compute,
      MemorySegment rows,
      BooleanSupplier stop) {
    long[] ids = new long[ROWS * DIMENSIONS / dimensions];
    Arrays.setAll(ids, i -> i);
    RowSource source = RowSource.of(rows, 4L * dimensions, dimensions, ids);
    IvfPart part =
        IvfBuilder.build(
            metric,
            dimensions,
            source,
            new BuildOptions(Proxy.EXACT, 0, 1, true, true, stop, encoded -> {}),
            bytes -> Arena.ofAuto().allocate(bytes, 64));
    CodeSearch search = new CodeSearch(metric, dimensions, compute);
    float[] query = new float[dimensions];
    int[] rowNumbers = new int[CodeSearch.BATCH];
    Reranker reranker =
        (found, count, scores) -> {
          for (int i = 0; i < count; i++) {
            rowNumbers[i] = (int) found[i];
          }
          compute.scoreFloatsAt(
              metric, query, dimensions, rows, 0, 4L * dimensions, rowNumbers, count, scores);
        };
    for (int i = 0; i < SEARCHES && !stop.getAsBoolean(); i++) {
      source.read(i, 1, query);
      search.begin(query, 10, null, reranker);
      search.scan(part, 0.95);
      search.finish();
    }
  }
}
