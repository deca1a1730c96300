package dev.omendb.pgwire.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Locale;

/// The table that is searched, on one server: `(id, chance, place, embedding)`, with btrees on
/// `chance` (0 to 999, random) and `place` (0 to 999, by distance to the first query), and an hnsw
/// index.
record AnnTable(URI url, boolean isOmendb) {
  static final String NAME = "omendb_bench_items";
  static final String INDEX = "omendb_bench_items_embedding";
  static final String SEARCH =
      "SELECT id FROM " + NAME + " ORDER BY embedding <-> $1 LIMIT " + AnnData.K;

  static AnnTable at(URI url) throws IOException {
    try (BenchClient client = new BenchClient(url)) {
      client.run("CREATE EXTENSION IF NOT EXISTS vector");
      return new AnnTable(url, client.accepts("SHOW omendb.target_recall"));
    }
  }

  String title() {
    return isOmendb ? "OmenDB" : "pgvector";
  }

  String effortSetting() {
    return isOmendb ? "omendb.target_recall" : "hnsw.ef_search";
  }

  /// Loads all rows, builds the index, and prints seconds and sizes.
  void make(AnnData data) throws IOException {
    try (BenchClient client = new BenchClient(url)) {
      client.run("DROP TABLE IF EXISTS " + NAME);
      client.run(
          "CREATE TABLE %s (id bigint PRIMARY KEY, chance int, place int, embedding vector(%d))"
              .formatted(NAME, data.dimensions()));
      long started = System.nanoTime();
      copy(client, data, 0, data.rows().length);
      double load = secondsSince(started);
      client.run("CREATE INDEX ON %s (chance)".formatted(NAME));
      client.run("CREATE INDEX ON %s (place)".formatted(NAME));
      if (!isOmendb) {
        client.run("SET maintenance_work_mem = '3GB'");
        client.run(
            "SET max_parallel_maintenance_workers = "
                + (Runtime.getRuntime().availableProcessors() - 1));
      }
      started = System.nanoTime();
      client.run(
          "CREATE INDEX %s ON %s USING hnsw (embedding vector_l2_ops)".formatted(INDEX, NAME)
              + " WITH (m = 16, ef_construction = 64)");
      double build = secondsSince(started);
      client.run("ANALYZE " + NAME);
      long bytes = client.number("SELECT pg_relation_size('%s')".formatted(INDEX));
      System.out.printf(
          Locale.ROOT, "| %s | %.1f | %.1f | %.1f | %.0f |%n", title(), load, build, bytes / 1e6,
          (double) bytes / data.rows().length);
    }
  }

  /// Copies rows `from` to `to - 1` of the data, under ids that count on.
  static void copy(BenchClient client, AnnData data, int from, int to) throws IOException {
    client.startCopy(
        "COPY %s (id, chance, place, embedding) FROM STDIN WITH (FORMAT binary)".formatted(NAME));
    for (int row = from; row < to; row++) {
      client.copyRow(values(data, row, row));
    }
    client.endCopy();
  }

  /// The columns of a row, in binary.
  static byte[][] values(AnnData data, long id, int row) {
    return new byte[][] {
      BenchClient.bigint(id),
      ByteBuffer.allocate(4).putInt(data.chance()[row]).array(),
      ByteBuffer.allocate(4).putInt(data.place()[row]).array(),
      encode(data.rows()[row])
    };
  }

  /// pgvector's binary format: dimensions, zero, big-endian floats.
  static byte[] encode(float[] vector) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * vector.length);
    buffer.putShort((short) vector.length).putShort((short) 0);
    buffer.asFloatBuffer().put(vector);
    return buffer.array();
  }

  static double secondsSince(long started) {
    return (System.nanoTime() - started) / 1e9;
  }
}
