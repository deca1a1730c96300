package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.Metric;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// Builds an [IvfPart]: clusters a sample, assigns and encodes every row, lays out the image, and
/// learns what effort it takes to search. Used once.
public final class IvfBuilder {
  private static final int CHUNK_ROWS = 64;
  private static final int SAMPLES_PER_LIST = 40;
  static final int ROUNDS = 2;

  /// Fewer rows are searched exhaustively.
  private static final int LEAST_COPIED = EffortLearning.LEAST_ROWS;

  private static final long SEED = 1;

  /// Rows whose distance to the mean decides the step of taxicab codes.
  private static final int MOST_STEP_ROWS = 1000;

  /// Floats of samples held at most: 512 MB.
  private static final int MAX_SAMPLE_FLOATS = 128 << 20;

  private final Metric metric;
  private final int dimensions;
  private final BuildOptions options;
  private final RowSource source;
  private final Rotation rotation;
  private final int padded;

  /// Floats of a clustered row: for an inner product, the rotated vector and one coordinate more
  /// that gives all rows the same length, which makes the nearest the one of greatest product.
  private final int width;

  /// All rows in random order: the first are clustered, the last held out.
  private final int[] order;

  private float greatestSquaredNorm;

  private IvfBuilder(Metric metric, int dimensions, RowSource source, BuildOptions options) {
    this.metric = metric;
    this.dimensions = dimensions;
    this.source = source;
    this.options = options;
    this.rotation = Rotation.of(metric, dimensions);
    this.padded = rotation.padded();
    this.width = metric == Metric.INNER_PRODUCT ? padded + 16 : padded;
    this.order = KMeans.permutation(source.count(), new Random(SEED));
  }

  /// Builds a part.
  ///
  /// @param allocator answers that many bytes of zeroed native memory at a multiple of 64, which
  ///     becomes the image
  public static IvfPart build(
      Metric metric,
      int dimensions,
      RowSource source,
      BuildOptions options,
      LongFunction<MemorySegment> allocator) {
    return new IvfBuilder(metric, dimensions, source, options).build(allocator);
  }

  private IvfPart build(LongFunction<MemorySegment> allocator) {
    int rows = source.count();
    int lists = options.lists(rows);
    float[] centroids = cluster(rows, lists);
    try (Arena arena = Arena.ofShared()) {
      boolean hasCopies = options.copies() && hasCopies(metric, rows, lists);
      boolean hasLevels = metric == Metric.L1 || options.secondCodes();
      EncodedRows encoded = new EncodedRows(arena, rows, padded, hasLevels);
      EncodedRows copies = new EncodedRows(arena, hasCopies ? rows : 0, padded, false);
      float[] mean = mean(centroids, lists);
      float step = metric == Metric.L1 ? step(mean) : 0;
      int[] listOf = new int[rows];
      int[] copyOf = new int[hasCopies ? rows : 0];
      encode(centroids, lists, mean, step, listOf, copyOf, encoded, copies);
      IvfLayout layout = new IvfLayout(metric, dimensions, options, lists, listOf, copyOf);
      MemorySegment image = allocator.apply(layout.bytes());
      layout.writeHeader(image);
      layout.writeStep(image, step);
      layout.writePlaces(image, rows);
      layout.writeCentroids(image, centroids, width, mean, encoded);
      Parallel.forEach(
          options.threads(),
          lists,
          4,
          options.cancelled(),
          (worker, from, to) -> {
            for (int list = from; list < to; list++) {
              layout.writeList(image, list, encoded, copies);
            }
          });
      IvfPart part = IvfPart.open(image);
      layout.writeCurve(image, new EffortLearning(part, layout, source, options).learn(order));
      layout.writeIds(image, source);
      return IvfPart.open(image);
    }
  }

  /// How many rows are sampled for the centroids.
  static long samples(long rows, int lists, int width) {
    long wanted = Math.min(rows, (long) SAMPLES_PER_LIST * lists);
    return Math.min(wanted, MAX_SAMPLE_FLOATS / width);
  }

  /// Leaves out some rows to learn efforts of: what lies around a row that helped to place its
  /// centroid is not found as easily as what lies around others.
  private float[] cluster(int rows, int lists) {
    int count = (int) samples(rows - EffortLearning.heldOut(rows), lists, width);
    int[] chosen = Arrays.copyOf(order, count);
    Arrays.sort(chosen);
    float[] samples = new float[count * width];
    float[] norms = new float[count];
    float[][] buffers = new float[options.threads()][dimensions];
    boolean[] usable = new boolean[count];
    Parallel.forEach(
        options.threads(),
        count,
        CHUNK_ROWS,
        options.cancelled(),
        (worker, from, to) -> {
          for (int i = from; i < to; i++) {
            source.read(chosen[i], 1, buffers[worker]);
            usable[i] = rotate(buffers[worker], 0, samples, i * width);
            norms[i] = Norms.squared(samples, i * width, padded);
            usable[i] &= Float.isFinite(norms[i]);
          }
        });
    int used = 0;
    for (int i = 0; i < count; i++) {
      if (usable[i]) {
        greatestSquaredNorm = Math.max(greatestSquaredNorm, norms[i]);
        System.arraycopy(samples, i * width, samples, used * width, width);
        norms[used++] = norms[i];
      }
    }
    for (int i = 0; i < used && width > padded; i++) {
      samples[i * width + padded] = extra(norms[i]);
    }
    if (used == 0) {
      return new float[lists * width];
    }
    return new KMeans(width, options.threads(), options.cancelled())
        .centroids(samples, used, lists, ROUNDS, SEED);
  }

  private float[] mean(float[] centroids, int lists) {
    float[] mean = new float[padded];
    for (int list = 0; list < lists; list++) {
      for (int j = 0; j < padded; j++) {
        mean[j] += centroids[list * width + j] / lists;
      }
    }
    return mean;
  }

  /// @param listOf receives the list of each row, -1 where no code can stand for it
  /// @param copyOf the same for the rows' copies; empty for none
  private void encode(
      float[] centroids, int lists, float[] mean, float step, int[] listOf, int[] copyOf,
      EncodedRows encoded, EncodedRows copies) {
    SimdAssign assign = new SimdAssign(centroids, lists, width);
    int stride = assign.stride();
    int threads = options.threads();
    SecondLists second =
        copyOf.length > 0
            ? new SecondLists(assign, centroids, lists, threads, options.cancelled())
            : null;
    float[][] raw = new float[threads][CHUNK_ROWS * dimensions];
    float[][] rotated = new float[threads][CHUNK_ROWS * width];
    float[][] distances = new float[threads][CHUNK_ROWS * stride];
    Code[] codes = new Code[threads];
    Arrays.setAll(codes, i -> new Code(padded));
    AtomicLong done = new AtomicLong();
    Parallel.forEach(
        threads,
        source.count(),
        CHUNK_ROWS,
        options.cancelled(),
        (worker, from, to) -> {
          source.read(from, to - from, raw[worker]);
          long unusable = 0;
          for (int i = 0; i < to - from; i++) {
            if (!rotate(raw[worker], i * dimensions, rotated[worker], i * width)) {
              unusable |= 1L << i;
            }
            if (width > padded) {
              float norm = Norms.squared(rotated[worker], i * width, padded);
              rotated[worker][i * width + padded] = extra(norm);
            }
          }
          float[] vectors = rotated[worker];
          Code code = codes[worker];
          assign.measure(vectors, 0, to - from, distances[worker]);
          for (int i = 0; i < to - from; i++) {
            int at = i * width;
            int own = assign.least(distances[worker], i * stride);
            boolean usable =
                (unusable >>> i & 1) == 0
                    && put(from + i, vectors, at, own, centroids, mean, step, code, encoded);
            listOf[from + i] = usable ? own : -1;
            if (second != null) {
              float square = SimdAssign.product(vectors, at, vectors, at, width);
              int other = second.choose(own, square, distances[worker], i * stride);
              boolean copied =
                  usable
                      && put(from + i, vectors, at, other, centroids, mean, step, code, copies);
              copyOf[from + i] = copied ? other : -1;
            }
          }
          options.progress().accept(done.addAndGet(to - from));
        });
  }

  static boolean hasCopies(Metric metric, long rows, int lists) {
    return metric != Metric.L1
        && rows >= LEAST_COPIED
        && lists > 1
        && lists <= SecondLists.MOST_LISTS;
  }

  /// Encodes a row for a list; answers false when no code can stand for it.
  private boolean put(
      int row, float[] vectors, int at, int list, float[] centroids, float[] mean, float step,
      Code code, EncodedRows target) {
    int centre = list * width;
    if (metric == Metric.L1) {
      code.encodeTaxicab(vectors, at, centroids, centre, mean, step);
    } else {
      boolean innerProduct = metric == Metric.INNER_PRODUCT;
      boolean withFine = target.hasSecondCodes();
      code.encode(vectors, at, centroids, centre, mean, innerProduct, withFine);
    }
    if (!code.isFinite()) {
      return false;
    }
    target.put(row, code);
    return true;
  }

  /// For [TaxicabCodes].
  private float step(float[] mean) {
    float[] row = new float[dimensions];
    double sum = 0;
    long count = 0;
    for (int i = 0; i < Math.min(order.length, MOST_STEP_ROWS); i++) {
      source.read(order[i], 1, row);
      double distance = 0;
      for (int j = 0; j < dimensions; j++) {
        distance += Math.abs((double) row[j] - mean[j]);
      }
      if (distance < Float.MAX_VALUE) {
        sum += distance / dimensions;
        count++;
      }
    }
    return TaxicabCodes.step(sum / Math.max(1, count));
  }

  /// Answers false for a row no code can stand for: one without direction, by cosine.
  private boolean rotate(float[] raw, int from, float[] target, int to) {
    boolean usable = true;
    if (metric == Metric.COSINE) {
      usable = Norms.normalise(raw, from, raw, from, dimensions);
    }
    rotation.rotate(raw, from, target, to);
    return usable;
  }

  private float extra(float squaredNorm) {
    return (float) Math.sqrt(Math.max(0, greatestSquaredNorm - squaredNorm));
  }
}
