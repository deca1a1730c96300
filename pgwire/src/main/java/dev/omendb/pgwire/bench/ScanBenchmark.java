package dev.omendb.pgwire.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Exact searches without an index, by prepared, binary queries on one connection: the time of
/// each type and operator, beside other servers with pgvector. Servers take turns query by query,
/// so that whatever else the machine does hits them alike.
public final class ScanBenchmark implements Benchmark {
  private static final int K = 10;
  private static final int WARM_QUERIES = 20;
  private static final String USAGE =
      """
      omendb bench scan [--url postgresql://user@host:port/database]… [--queries 50]
        [--base FILE.fvecs | --generate ROWS,DIMENSIONS,CLUSTERS,LATENT]
      The ratio is the other servers' time by the first one's. Uses the tables omendb_bench_vector,
      _halfvec, _bit and _sparsevec (32 elements) of each database, through trusted connections.""";

  private final List<URI> urls = new ArrayList<>();
  private int queries = 50;
  private String base = "";
  private String generate = "60000,256,500,24";

  @Override
  public String name() {
    return "scan";
  }

  @Override
  public String description() {
    return "speed of exact searches without an index over the wire";
  }

  @Override
  public int run(List<String> arguments) throws Exception {
    if (!read(arguments)) {
      System.out.println(USAGE);
      return 2;
    }
    float[][] rows = rows();
    System.out.printf(
        Locale.ROOT, "%,d rows of %d dimensions; p50 ms of %d queries%n%n",
        rows.length, rows[0].length, queries);
    List<BenchClient> clients = new ArrayList<>();
    try {
      for (URI url : urls) {
        BenchClient client = new BenchClient(url);
        clients.add(client);
        client.run("CREATE EXTENSION IF NOT EXISTS vector");
      }
      printHeader();
      for (ScanCase each : ScanCase.values()) {
        for (BenchClient client : clients) {
          load(client, each, rows);
        }
        for (String operator : each.operators()) {
          measure(clients, each, operator, rows);
        }
      }
    } finally {
      for (BenchClient client : clients) {
        client.close();
      }
    }
    return 0;
  }

  private boolean read(List<String> arguments) {
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      String value = arguments.get(i + 1);
      switch (arguments.get(i)) {
        case "--url" -> urls.add(URI.create(value));
        case "--queries" -> queries = Integer.parseInt(value);
        case "--base" -> base = value;
        case "--generate" -> generate = value;
        default -> {
          return false;
        }
      }
    }
    if (urls.isEmpty()) {
      urls.add(URI.create("postgresql://postgres@127.0.0.1:5432/postgres"));
    }
    return arguments.size() % 2 == 0 && queries > 0;
  }

  private float[][] rows() throws IOException {
    if (!base.isEmpty()) {
      return AnnData.fvecs(Path.of(base));
    }
    return AnnData.generate(AnnShape.named(generate)).rows();
  }

  private void printHeader() {
    StringBuilder header = new StringBuilder("| type | operator |");
    StringBuilder line = new StringBuilder("|---|---|");
    for (int i = 0; i < urls.size(); i++) {
      header.append(' ').append(urls.get(i).getAuthority()).append(" |");
      line.append("---|");
      if (i > 0) {
        header.append(" ratio | same rows |");
        line.append("---|---|");
      }
    }
    System.out.println(header + "\n" + line);
  }

  private static void load(BenchClient client, ScanCase each, float[][] rows)
      throws IOException {
    client.run("DROP TABLE IF EXISTS " + each.table());
    client.run(
        "CREATE TABLE %s (id bigint PRIMARY KEY, embedding %s)"
            .formatted(each.table(), each.column(rows[0].length)));
    client.startCopy(
        "COPY " + each.table() + " (id, embedding) FROM STDIN WITH (FORMAT binary)");
    for (int row = 0; row < rows.length; row++) {
      client.copyRow(BenchClient.bigint(row), each.encode(rows[row]));
    }
    client.endCopy();
    client.run("VACUUM ANALYZE " + each.table());
  }

  private void measure(
      List<BenchClient> clients, ScanCase each, String operator, float[][] rows)
      throws IOException {
    for (BenchClient client : clients) {
      client.prepare("q", each.query(operator));
    }
    long[][] nanos = new long[clients.size()][queries];
    int[] same = new int[clients.size()];
    for (int query = -WARM_QUERIES; query < queries; query++) {
      byte[] vector = each.encode(rows[Math.floorMod(query * 7919, rows.length)]);
      long[][] found = new long[clients.size()][K];
      for (int i = 0; i < clients.size(); i++) {
        long started = System.nanoTime();
        clients.get(i).execute("q", found[i], vector);
        if (query >= 0) {
          nanos[i][query] = System.nanoTime() - started;
          same[i] += common(found[0], found[i]);
        }
      }
    }
    StringBuilder line = new StringBuilder("| " + each + " | `" + operator + "` |");
    double first = median(nanos[0]);
    for (int i = 0; i < nanos.length; i++) {
      double median = median(nanos[i]);
      line.append(String.format(Locale.ROOT, " %.2f |", median / 1e6));
      if (i > 0) {
        line.append(
            String.format(
                Locale.ROOT, " %.1f | %.3f |",
                median / first, (double) same[i] / (K * queries)));
      }
    }
    System.out.println(line.toString().toLowerCase(Locale.ROOT));
  }

  private static int common(long[] some, long[] others) {
    return (int)
        Arrays.stream(some).filter(id -> Arrays.stream(others).anyMatch(o -> o == id)).count();
  }

  private static double median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
