package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.ComputeEngines;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/// Recall@10 against single-thread queries a second, in process.
///
/// Arguments: a folder and name (`DIR/NAME.base.fvecs`, `.query.fvecs`, `.truth.ivecs`), or
/// `clustered` (200,000 x 768), `unclustered` (500,000 x 256, 24 latent dimensions), or `million`
/// (1,000,000 x 128, 2,000 clusters); then `lists=N`, `threads=N`, `builds=N`, `single` for no
/// copies, `taxicab`, `tail`, or `peers` for hnswlib, Lucene and JVector, or `hnswlib` for that
/// one alone. Times are the thread's own.
public final class AnnBench {
  private static final int K = 10;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final ComputeEngine compute = ComputeEngines.byName("auto");
  private final Arena arena = Arena.ofAuto();
  private Metric metric = Metric.L2;
  private int dimensions;
  private int rows;
  private MemorySegment base = MemorySegment.NULL;
  private float[][] queries = {};
  private int[][] truth = {};

  public static void main(String[] args) throws Exception {
    AnnBench bench = new AnnBench();
    switch (args[0]) {
      case "clustered" -> bench.generate(200_000, 768, 2_000, 0);
      case "unclustered" -> bench.generate(500_000, 256, 0, 24);
      case "million" -> bench.generate(1_000_000, 128, 2_000, 0);
      default -> bench.load(args[0]);
    }
    int lists = 0;
    int threads = 2;
    int builds = 2;
    boolean tail = false;
    for (String arg : args) {
      if (arg.startsWith("lists=")) {
        lists = Integer.parseInt(arg.substring(6));
      } else if (arg.startsWith("threads=")) {
        threads = Integer.parseInt(arg.substring(8));
      } else if (arg.startsWith("builds=")) {
        builds = Integer.parseInt(arg.substring(7));
      }
      tail |= arg.equals("tail");
      if (arg.equals("taxicab")) {
        bench.metric = Metric.L1;
        bench.findTruth();
      }
    }
    if (Arrays.asList(args).contains("hnswlib")) {
      HnswlibPeer.measure(bench.base, bench.dimensions, bench.queries, bench.truth, threads);
    } else if (Arrays.asList(args).contains("peers")) {
      HnswlibPeer.measure(bench.base, bench.dimensions, bench.queries, bench.truth, threads);
      bench.peer("Lucene", new LucenePeer(), threads);
      bench.peer("JVector", new JVectorPeer(), threads);
    } else if (tail) {
      bench.tail();
    } else {
      BuildOptions options = BuildOptions.threads(threads).withLists(lists);
      boolean copies = !Arrays.asList(args).contains("single");
      bench.ivf(copies ? options : options.withoutCopies(), builds);
    }
  }

  private void peer(String name, Peer peer, int threads) throws Exception {
    float[][] copied = new float[rows][dimensions];
    for (int i = 0; i < rows; i++) {
      read(i, copied[i]);
    }
    long begin = System.nanoTime();
    peer.build(copied, threads);
    System.out.printf("%s: build %.1f s%n", name, (System.nanoTime() - begin) / 1e9);
    for (int effort : new int[] {10, 20, 40, 80, 160, 320, 640}) {
      double best = Double.MAX_VALUE;
      int hits = 0;
      long until = System.nanoTime() + 1_500_000_000L;
      do {
        hits = 0;
        long start = CPU.getCurrentThreadCpuTime();
        for (int i = 0; i < queries.length; i++) {
          for (int row : peer.search(queries[i], K, effort)) {
            hits += Arrays.stream(truth[i]).anyMatch(id -> id == row) ? 1 : 0;
          }
        }
        best = Math.min(best, (CPU.getCurrentThreadCpuTime() - start) / 1e9);
      } while (System.nanoTime() < until);
      System.out.printf(
          "%s effort %d: recall %.4f  %,8.0f q/s%n",
          name, effort, hits / (double) (K * queries.length), queries.length / best);
    }
    peer.close();
  }

  private void ivf(BuildOptions options, int builds) {
    long[] ids = new long[rows];
    Arrays.setAll(ids, i -> i);
    RowSource source = RowSource.of(base, 4L * dimensions, dimensions, ids);
    IvfPart part = null;
    for (int i = 0; i < builds; i++) {
      long start = System.nanoTime();
      part =
          IvfBuilder.build(
              metric,
              dimensions,
              source,
              options,
              bytes -> arena.allocate(bytes, 64));
      System.out.printf(
          "build %.2f s, %d lists, %.1f MB%n",
          (System.nanoTime() - start) / 1e9, part.lists(), part.image().byteSize() / 1e6);
    }
    for (double recall : new double[] {0.8, 0.9, 0.95, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999}) {
      System.out.printf("target %.3f: ", recall);
      measure(part, part.curve().effort(K, recall));
    }
    for (int probes : new int[] {1, 4, 16, 64}) {
      measure(part, Effort.probes(probes));
    }
  }

  private void measure(IvfPart part, Effort effort) {
    CodeSearch search = new CodeSearch(metric, dimensions, compute);
    RowReader reader = new RowReader();
    double best = Double.MAX_VALUE;
    double recall = 0;
    long refined = 0;
    long reranked = 0;
    long scanned = 0;
    long visited = 0;
    long until = System.nanoTime() + 300_000_000L;
    do {
      int hits = 0;
      refined = 0;
      reranked = 0;
      scanned = 0;
      visited = 0;
      long start = CPU.getCurrentThreadCpuTime();
      for (int i = 0; i < queries.length; i++) {
        reader.query = queries[i];
        search.begin(queries[i], K, null, reader);
        search.scan(part, effort);
        hits += hits(search.finish(), truth[i]);
        refined += search.refined();
        reranked += search.reranked();
        scanned += search.scanned();
        visited += search.visited();
      }
      best = Math.min(best, (CPU.getCurrentThreadCpuTime() - start) / 1e9);
      recall = hits / (double) (K * queries.length);
    } while (System.nanoTime() < until);
    System.out.printf(
        "reach %.3f epsilon %.1f fine %.1f: recall %.4f  %,8.0f q/s  lists %d scanned %,d "
            + "refined %d reranked %d%n",
        effort.reach(),
        effort.epsilon(),
        effort.fine(),
        recall,
        queries.length / best,
        visited / queries.length,
        scanned / queries.length,
        refined / queries.length,
        reranked / queries.length);
  }

  private void tail() {
    float[] mean = new float[dimensions];
    float[] row = new float[dimensions];
    for (int i = 0; i < 1000; i++) {
      read(i * (rows / 1000), row);
      for (int j = 0; j < dimensions; j++) {
        mean[j] += row[j] / 1000;
      }
    }
    long start = System.nanoTime();
    FlatCodes tail = new FlatCodes(metric, dimensions, mean);
    for (int i = 0; i < rows; i++) {
      read(i, row);
      tail.append(i, row);
    }
    tail.publish();
    System.out.printf("append %.2f s%n", (System.nanoTime() - start) / 1e9);
    CodeSearch search = new CodeSearch(metric, dimensions, compute);
    RowReader reader = new RowReader();
    for (float epsilon : new float[] {-1, -0.5f, 0, 0.5f, 1f, 1.5f, 2f}) {
      for (int round = 0; round < 3; round++) {
        int hits = 0;
        long refined = 0;
        long reranked = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < queries.length; i++) {
          reader.query = queries[i];
          search.begin(queries[i], K, null, reader);
          search.scanTail(tail, epsilon, epsilon + 2);
          hits += hits(search.finish(), truth[i]);
          refined += search.refined();
          reranked += search.reranked();
        }
        System.out.printf(
            "epsilon %.1f: recall %.4f  %,8.0f q/s refined %d reranked %d%n",
            epsilon,
            hits / (double) (K * queries.length),
            queries.length / ((System.nanoTime() - begin) / 1e9),
            refined / queries.length,
            reranked / queries.length);
      }
    }
  }

  private int hits(TopK top, int[] nearest) {
    int hits = 0;
    for (int i = 0; i < top.size(); i++) {
      for (int j = 0; j < K; j++) {
        hits += nearest[j] == top.id(i) ? 1 : 0;
      }
    }
    return hits;
  }

  private final class RowReader implements Reranker {
    private final int[] rowNumbers = new int[CodeSearch.BATCH];
    private float[] query = {};

    @Override
    public void score(long[] ids, int count, float[] scores) {
      for (int i = 0; i < count; i++) {
        rowNumbers[i] = (int) ids[i];
      }
      compute.scoreFloatsAt(
          metric, query, dimensions, base, 0, 4L * dimensions, rowNumbers, count, scores);
    }
  }

  private void read(int row, float[] target) {
    MemorySegment.copy(
        base, ValueLayout.JAVA_FLOAT, 4L * dimensions * row, target, 0, dimensions);
  }

  private void load(String name) throws IOException {
    ByteBuffer vectors = buffer(name + ".base.fvecs");
    dimensions = vectors.getInt(0);
    int stride = 4 + 4 * dimensions;
    rows = vectors.capacity() / stride;
    base = arena.allocate(4L * dimensions * rows, 64);
    for (int i = 0; i < rows; i++) {
      MemorySegment.copy(
          MemorySegment.ofBuffer(vectors), (long) i * stride + 4, base, 4L * dimensions * i,
          4L * dimensions);
    }
    ByteBuffer asked = buffer(name + ".query.fvecs");
    queries = new float[asked.capacity() / stride][dimensions];
    for (int i = 0; i < queries.length; i++) {
      for (int j = 0; j < dimensions; j++) {
        queries[i][j] = asked.getFloat(i * stride + 4 + 4 * j);
      }
    }
    ByteBuffer answers = buffer(name + ".truth.ivecs");
    int answerStride = 4 + 4 * answers.getInt(0);
    truth = new int[queries.length][K];
    for (int i = 0; i < queries.length; i++) {
      for (int j = 0; j < K; j++) {
        truth[i][j] = answers.getInt(i * answerStride + 4 + 4 * j);
      }
    }
  }

  private static ByteBuffer buffer(String file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(Path.of(file))).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Rows around `clusters` centres, or a random linear image of `latent` Gaussian dimensions with
  /// a little noise.
  private void generate(int count, int d, int clusters, int latent) {
    Random random = new Random(42);
    rows = count;
    dimensions = d;
    base = arena.allocate(4L * d * count, 64);
    queries = new float[500][d];
    float[][] frame = new float[clusters > 0 ? clusters : latent][d];
    for (float[] vector : frame) {
      for (int j = 0; j < d; j++) {
        vector[j] = (float) random.nextGaussian();
      }
    }
    float[] row = new float[d];
    for (int i = 0; i < count + queries.length; i++) {
      float[] target = i < count ? row : queries[i - count];
      if (clusters > 0) {
        float[] centre = frame[random.nextInt(clusters)];
        for (int j = 0; j < d; j++) {
          target[j] = centre[j] + 0.6f * (float) random.nextGaussian();
        }
      } else {
        Arrays.fill(target, 0);
        for (float[] axis : frame) {
          float weight = (float) random.nextGaussian();
          for (int j = 0; j < d; j++) {
            target[j] += weight * axis[j];
          }
        }
        for (int j = 0; j < d; j++) {
          target[j] += 0.1f * (float) random.nextGaussian();
        }
      }
      if (i < count) {
        MemorySegment.copy(row, 0, base, ValueLayout.JAVA_FLOAT, 4L * d * i, d);
      }
    }
    int seen = findTruth();
    System.out.printf("%,d rows, %d distinct neighbours%n", count, seen);
  }

  /// Answers how many rows are a neighbour of any query.
  private int findTruth() {
    truth = new int[queries.length][K];
    float[] scores = new float[rows];
    TopK top = new TopK(K);
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < queries.length; i++) {
      compute.scoreFloats(metric, queries[i], dimensions, base, 0, 4L * dimensions, rows, scores);
      top.reset(K);
      top.addAll(scores, rows, 0);
      top.sort();
      for (int j = 0; j < K; j++) {
        truth[i][j] = (int) top.id(j);
        seen.add(truth[i][j]);
      }
    }
    return seen.size();
  }
}
