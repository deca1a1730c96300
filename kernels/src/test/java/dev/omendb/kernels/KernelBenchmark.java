package dev.omendb.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Nanoseconds a vector for each metric, dimension and engine; the odd dimensions have tails.
///
/// Run [#main] with JMH's own options, for example `-p dimensions=768 -p engine=simd`.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class KernelBenchmark {
  private static final int ROWS = 1024;

  @Param({"L2", "INNER_PRODUCT", "COSINE", "L1"})
  public Metric metric = Metric.L2;

  @Param({"128", "129", "768", "1001", "1536", "1543"})
  public int dimensions;

  @Param({"scalar", "simd"})
  public String engine = "simd";

  private ComputeEngine compute = new ScalarCompute();
  private Arena arena = Arena.ofAuto();
  private MemorySegment rows = MemorySegment.NULL;
  private float[] query = {};
  private float[] scores = {};

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .include(KernelBenchmark.class.getSimpleName())
                .build())
        .run();
  }

  @Setup(Level.Trial)
  public void fill() {
    compute = ComputeEngines.byName(engine);
    arena = Arena.ofConfined();
    rows = arena.allocate(4L * dimensions * ROWS, 64);
    Random random = new Random(1);
    for (long i = 0; i < (long) dimensions * ROWS; i++) {
      rows.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat() - 0.5f);
    }
    query = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      query[i] = random.nextFloat() - 0.5f;
    }
    scores = new float[ROWS];
  }

  @TearDown(Level.Trial)
  public void free() {
    arena.close();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float[] scoreFloats() {
    compute.scoreFloats(metric, query, dimensions, rows, 0, 4L * dimensions, ROWS, scores);
    return scores;
  }
}
