package dev.omendb.pgwire.bench;

import java.util.List;

/// One benchmark of `omendb bench`.
public interface Benchmark {
  /// The word on the command line.
  String name();

  /// One line.
  String description();

  /// Runs it and prints its figures; returns the exit code.
  int run(List<String> arguments) throws Exception;
}
