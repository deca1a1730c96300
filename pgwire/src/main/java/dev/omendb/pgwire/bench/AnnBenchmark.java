package dev.omendb.pgwire.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Searches by prepared, binary queries over the wire beside any number of servers with pgvector,
/// on the same data: building, recall against queries a second, filters, inserts and other changes.
/// Prints Markdown tables and draws a plot.
public final class AnnBenchmark implements Benchmark {
  @Override
  public String name() {
    return "ann";
  }

  @Override
  public String description() {
    return "recall and speed of vector searches over the wire";
  }

  @Override
  public int run(List<String> arguments) throws Exception {
    AnnOptions options;
    try {
      options = AnnOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
      System.out.println(AnnOptions.USAGE);
      return 2;
    }
    AnnData data = data(options);
    System.out.printf(
        "## %s: %,d x %d, %,d queries%n%n", data.name(), data.rows().length, data.dimensions(),
        data.queries().length);
    System.out.println("| server | load, s | CREATE INDEX, s | index, MB | bytes a row |");
    System.out.println("|---|---|---|---|---|");
    List<AnnTable> tables = new ArrayList<>();
    for (URI url : options.urls()) {
      AnnTable table = AnnTable.at(url);
      table.make(data);
      tables.add(table);
    }
    measure(data, options, tables);
    return 0;
  }

  private static AnnData data(AnnOptions options) throws IOException {
    return options.base().isPresent()
        ? AnnData.read(options.base().get(), options.queries().orElseThrow())
        : AnnData.generate(options.shape());
  }

  private static void measure(AnnData data, AnnOptions options, List<AnnTable> tables)
      throws Exception {
    if (options.parts().contains(AnnOptions.Part.SWEEP)) {
      List<AnnSweep.Line> lines = new AnnSweep(data, options).run(tables);
      String title =
          "%s: %,d x %d, top 10".formatted(data.name(), data.rows().length, data.dimensions());
      Path file = options.plots().resolve("ann-" + data.name() + ".svg");
      AnnPlot.write(file, title, lines);
      System.out.printf("%nPlot: %s%n", file);
    }
    if (options.parts().contains(AnnOptions.Part.FILTERS)) {
      new AnnFilters(data, options).run(tables);
    }
    if (options.parts().contains(AnnOptions.Part.INSERTS)) {
      new AnnInserts(data, options).run(tables);
    }
    if (options.parts().contains(AnnOptions.Part.WRITES)) {
      new AnnWrites(data, options).run(tables);
    }
  }
}
