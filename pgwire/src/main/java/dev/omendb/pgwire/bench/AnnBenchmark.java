package dev.omendb.pgwire.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Searches by prepared, binary queries over the wire: recall@10 against queries a second, beside
/// any number of servers with pgvector, on the same data.
public final class AnnBenchmark implements Benchmark {
  private static final int K = 10;
  private static final List<String> RECALLS =
      List.of("0.8", "0.9", "0.95", "0.98", "0.99", "0.995", "0.999");
  private static final List<String> EFFORTS =
      List.of("10", "20", "40", "80", "100", "200", "400");
  private static final String USAGE =
      """
      omendb bench ann [--url postgresql://user@host:port/database]… [--threads 1,8] [--seconds 5]
        [--base FILE.fvecs --queries FILE.fvecs | --generate ROWS,DIMENSIONS,CLUSTERS,LATENT]
      Uses table omendb_bench_items of each database, through trusted connections.""";

  private final List<URI> urls = new ArrayList<>();
  private int[] threads = {1, 8};
  private double seconds = 5;
  private String base = "";
  private String queries = "";
  private String generate = "60000,256,500,24";

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
    if (!read(arguments)) {
      System.out.println(USAGE);
      return 2;
    }
    AnnData data = data();
    System.out.printf("%s: %d queries%n", data.name(), data.queries().length);
    for (URI url : urls) {
      measure(url, data);
    }
    return 0;
  }

  private boolean read(List<String> arguments) {
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      String value = arguments.get(i + 1);
      switch (arguments.get(i)) {
        case "--url" -> urls.add(URI.create(value));
        case "--threads" ->
            threads = Arrays.stream(value.split(",")).mapToInt(Integer::parseInt).toArray();
        case "--seconds" -> seconds = Double.parseDouble(value);
        case "--base" -> base = value;
        case "--queries" -> queries = value;
        case "--generate" -> generate = value;
        default -> {
          return false;
        }
      }
    }
    if (urls.isEmpty()) {
      urls.add(URI.create("postgresql://postgres@127.0.0.1:5432/postgres"));
    }
    return arguments.size() % 2 == 0 && base.isEmpty() == queries.isEmpty();
  }

  private AnnData data() throws IOException {
    if (!base.isEmpty()) {
      return AnnData.read(Path.of(base), Path.of(queries));
    }
    int[] sizes = Arrays.stream(generate.split(",")).mapToInt(Integer::parseInt).toArray();
    return AnnData.generate(sizes[0], sizes[1], sizes[2], sizes[3]);
  }

  private void measure(URI url, AnnData data) throws Exception {
    boolean omendb;
    try (BenchClient client = new BenchClient(url)) {
      client.run("CREATE EXTENSION IF NOT EXISTS vector");
      omendb = client.accepts("SHOW omendb.target_recall");
      System.out.printf("%n### %s at %s%n", omendb ? "OmenDB" : "pgvector", url);
      load(client, data);
    }
    System.out.println("| effort | connections | recall@10 | queries/s | p50 µs | p99 µs |");
    System.out.println("|---|---|---|---|---|---|");
    for (int count : threads) {
      for (String effort : omendb ? RECALLS : EFFORTS) {
        String setting = omendb ? "omendb.target_recall" : "hnsw.ef_search";
        List<AnnWorker> workers = search(url, data, count, "SET " + setting + " = " + effort);
        report(setting + " " + effort, count, workers);
      }
    }
  }

  private static void load(BenchClient client, AnnData data) throws IOException {
    client.run("DROP TABLE IF EXISTS omendb_bench_items");
    client.run(
        "CREATE TABLE omendb_bench_items (id bigint PRIMARY KEY, embedding vector(%d))"
            .formatted(data.dimensions()));
    long started = System.nanoTime();
    client.startCopy("COPY omendb_bench_items (id, embedding) FROM STDIN WITH (FORMAT binary)");
    for (int row = 0; row < data.rows().length; row++) {
      client.copyRow(row, encode(data.rows()[row]));
    }
    client.endCopy();
    double loaded = secondsSince(started);
    started = System.nanoTime();
    client.run(
        "CREATE INDEX ON omendb_bench_items USING hnsw (embedding vector_l2_ops)"
            + " WITH (m = 16, ef_construction = 64)");
    System.out.printf(
        Locale.ROOT, "load %.1f s, CREATE INDEX %.1f s%n%n", loaded, secondsSince(started));
  }

  private List<AnnWorker> search(URI url, AnnData data, int count, String setting)
      throws Exception {
    List<AnnWorker> workers = new ArrayList<>();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      AnnWorker worker = new AnnWorker(url, data, setting, i, count, seconds);
      workers.add(worker);
      running.add(Thread.ofPlatform().start(worker));
    }
    for (Thread thread : running) {
      thread.join();
    }
    for (AnnWorker worker : workers) {
      worker.rethrow();
    }
    return workers;
  }

  private void report(String effort, int count, List<AnnWorker> workers) {
    long[] latencies =
        workers.stream().flatMapToLong(w -> Arrays.stream(w.latencies())).sorted().toArray();
    long hits = workers.stream().mapToLong(AnnWorker::hits).sum();
    System.out.printf(
        Locale.ROOT, "| %s | %d | %.4f | %,.0f | %d | %d |%n",
        effort, count, (double) hits / ((long) K * latencies.length),
        latencies.length / seconds, latencies[latencies.length / 2] / 1000,
        latencies[(int) (latencies.length * 0.99)] / 1000);
  }

  /// pgvector's binary format: dimensions, zero, big-endian floats.
  static byte[] encode(float[] vector) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * vector.length);
    buffer.putShort((short) vector.length).putShort((short) 0);
    buffer.asFloatBuffer().put(vector);
    return buffer.array();
  }

  private static double secondsSince(long started) {
    return (System.nanoTime() - started) / 1e9;
  }
}
