package dev.omendb.pgwire.bench;

import dev.omendb.kernels.KernelBench;
import java.util.List;

/// Scalar against SIMD kernels: nanoseconds a vector and GB/s, by metric and dimension.
final class KernelsBenchmark implements Benchmark {
  /// Larger than any cache, so that the figures are those of memory.
  private static final int DEFAULT_MEGABYTES = 256;

  @Override
  public String name() {
    return "kernels";
  }

  @Override
  public String description() {
    return "distance kernels, scalar and SIMD; argument: megabytes of vectors (256)";
  }

  @Override
  public int run(List<String> arguments) {
    int megabytes =
        arguments.isEmpty() ? DEFAULT_MEGABYTES : Integer.parseInt(arguments.getFirst());
    new KernelBench(System.out).run(megabytes);
    return 0;
  }
}
