package dev.omendb.pgwire.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What `omendb bench ann` was asked for.
///
/// @param urls servers, in the order measured
/// @param connections how many at a time
/// @param seconds of each measurement, after a quarter of it to warm up
/// @param rounds how often searches are measured; the quickest round counts, since on a machine
///     with other work only that says what the server can do
/// @param insertsPerSecond aimed at while searches are timed
/// @param plots folder for SVG files
record AnnOptions(
    List<URI> urls,
    int[] connections,
    double seconds,
    int rounds,
    int insertsPerSecond,
    Set<Part> parts,
    Optional<Path> base,
    Optional<Path> queries,
    AnnShape shape,
    Path plots) {
  static final String USAGE =
      """
      omendb bench ann [--url postgresql://user@host:port/database]…
        [--base FILE.fvecs --queries FILE.fvecs | --generate SHAPE] [--rows N]
        [--parts sweep,filters,inserts,writes] [--connections 1,8] [--seconds 5] [--rounds 1]
        [--inserts 200] [--plots docs/plots]
      SHAPE: clustered (200,000 x 768), unclustered (500,000 x 256), million (1,000,000 x 128), or
        ROWS,DIMENSIONS,CLUSTERS,LATENT; without one, 60000,256,500,24. --rows makes it smaller.
      Replaces table omendb_bench_items of each database; connections must be trusted.""";

  /// What is measured besides loading and building.
  enum Part {
    SWEEP,
    FILTERS,
    INSERTS,
    WRITES
  }

  /// Errors: [IllegalArgumentException] that says what is wrong.
  static AnnOptions parse(List<String> arguments) {
    List<URI> urls = new ArrayList<>();
    int[] connections = {1, 8};
    double seconds = 5;
    int rounds = 1;
    int inserts = 200;
    int rows = 0;
    Set<Part> parts = EnumSet.allOf(Part.class);
    Optional<Path> base = Optional.empty();
    Optional<Path> queries = Optional.empty();
    AnnShape shape = AnnShape.named("60000,256,500,24");
    Path plots = Path.of("docs", "plots");
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(option + " has no value");
      }
      String value = arguments.get(i + 1);
      switch (option) {
        case "--url" -> urls.add(URI.create(value));
        case "--connections" ->
            connections = Arrays.stream(value.split(",")).mapToInt(Integer::parseInt).toArray();
        case "--seconds" -> seconds = Double.parseDouble(value);
        case "--rounds" -> rounds = Integer.parseInt(value);
        case "--inserts" -> inserts = Integer.parseInt(value);
        case "--rows" -> rows = Integer.parseInt(value);
        case "--parts" -> parts = parts(value);
        case "--base" -> base = Optional.of(Path.of(value));
        case "--queries" -> queries = Optional.of(Path.of(value));
        case "--generate" -> shape = AnnShape.named(value);
        case "--plots" -> plots = Path.of(value);
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    if (base.isPresent() != queries.isPresent()) {
      throw new IllegalArgumentException("--base and --queries go together");
    }
    if (urls.isEmpty()) {
      urls.add(URI.create("postgresql://postgres@127.0.0.1:5432/postgres"));
    }
    return new AnnOptions(
        List.copyOf(urls), connections, seconds, rounds, inserts, parts, base, queries,
        shape.limited(rows), plots);
  }

  /// With a quarter of the time for each measurement.
  AnnOptions shortened() {
    return new AnnOptions(
        urls, connections, seconds / 4, rounds, insertsPerSecond, parts, base, queries, shape,
        plots);
  }

  private static Set<Part> parts(String names) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String name : names.split(",")) {
      parts.add(Part.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    return parts;
  }
}
