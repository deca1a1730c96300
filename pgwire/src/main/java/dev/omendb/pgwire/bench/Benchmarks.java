package dev.omendb.pgwire.bench;

import java.util.List;

/// The benchmarks there are: a new one is one class and one line here.
public final class Benchmarks {
  private Benchmarks() {}

  public static List<Benchmark> all() {
    return List.of(new AnnBenchmark(), new ScanBenchmark(), new KernelsBenchmark());
  }
}
