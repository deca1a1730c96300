package dev.omendb.pgwire;

import dev.omendb.pgwire.bench.Benchmark;
import dev.omendb.pgwire.bench.Benchmarks;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `omendb bench NAME …`
@Command(name = "bench", description = "Run a benchmark; without a name, list them.")
final class BenchCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which benchmark.")
  private Optional<String> name = Optional.empty();

  @Parameters(
      index = "1..*",
      paramLabel = "ARGUMENT",
      description = "Its arguments; `--help` explains them.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws Exception {
    if (name.isEmpty() || name.get().equals("--help")) {
      Benchmarks.all().forEach(b -> System.out.println(b.name() + "\t" + b.description()));
      return 0;
    }
    Optional<Benchmark> found =
        Benchmarks.all().stream().filter(b -> b.name().equals(name.get())).findFirst();
    if (found.isEmpty()) {
      System.err.println("omendb: there is no benchmark \"" + name.get() + "\"");
      return 2;
    }
    return found.get().run(arguments);
  }
}
