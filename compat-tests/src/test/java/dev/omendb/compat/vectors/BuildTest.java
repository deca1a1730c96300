package dev.omendb.compat.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.OmenServer;
import dev.omendb.compat.wire.Result;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// Builds of vector indexes: beside writers, cancelled, and watched.
@EnabledIf("dev.omendb.compat.server.OmenServer#available")
class BuildTest {
  private static final int ROWS = 20_000;

  private OmenServer server;
  private WireConnection one;
  private WireConnection two;

  @BeforeEach
  void open() throws IOException {
    server = OmenServer.start();
    one = WireConnection.open(server.endpoint());
    two = WireConnection.open(server.endpoint());
    var data = new VectorData("vector", 3);
    one.run("CREATE EXTENSION IF NOT EXISTS vector");
    one.run("CREATE TABLE t (id int PRIMARY KEY, filter int, v %s)".formatted(data.declaration()));
    assertThat(one.simple("COPY t FROM STDIN", data.rows(0, ROWS)).getFirst().error()).isNull();
  }

  @AfterEach
  void close() throws IOException {
    one.close();
    two.close();
    server.close();
  }

  private CompletableFuture<Result> start(String sql) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return one.simple(sql).getFirst();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  private static String value(WireConnection connection, String sql) throws IOException {
    List<byte[][]> rows = connection.run(sql).rows();
    return rows.isEmpty() ? "" : new String(rows.getFirst()[0], StandardCharsets.UTF_8);
  }

  /// What a search for all rows finds, and what there is.
  private void requireEveryRow() throws IOException {
    var origin = "(SELECT v FROM t WHERE id = 12)";
    var search = "SELECT id FROM t ORDER BY v <-> " + origin + " LIMIT 100000";
    assertThat(value(two, "EXPLAIN (FORMAT JSON) " + search)).contains("Index Scan using beside");
    var counts = "SELECT count(*) || ' ' || count(DISTINCT id) FROM (" + search + ") s";
    var rows = value(two, "SELECT count(*) FROM t");
    assertThat(value(two, counts)).isEqualTo(rows + " " + rows);
  }

  @Test
  void besideWriters() throws IOException {
    writeDuring("CREATE INDEX CONCURRENTLY beside ON t USING hnsw (v vector_l2_ops)", 100_000);
    requireEveryRow();
    writeDuring("REINDEX INDEX CONCURRENTLY beside", 300_000);
    requireEveryRow();
    one.close();
    two.close();
    server.restart(true);
    one = WireConnection.open(server.endpoint());
    two = WireConnection.open(server.endpoint());
    requireEveryRow();
  }

  /// @param firstId rows inserted meanwhile have this one or greater
  private void writeDuring(String sql, int firstId) throws IOException {
    var build = start(sql);
    var round = 0;
    do {
      round++;
      two.run(
          "INSERT INTO t SELECT %d + g, 0, v FROM t, generate_series(1, 9) g WHERE id = 5"
              .formatted(firstId + 10 * round));
      two.run("UPDATE t SET filter = -1 WHERE id %% 1000 = %d".formatted(100 + round % 800));
      two.run(
          "UPDATE t SET v = (SELECT v FROM t WHERE id = 6) WHERE id %% 1000 = %d"
              .formatted(13 + round % 50));
      two.run("DELETE FROM t WHERE id = %d".formatted(1000 + round));
    } while (!build.isDone() && round < 10_000);
    assertThat(build.join().error()).isNull();
    assertThat(value(two, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'beside'::regclass"))
        .isEqualTo("t");
    assertThat(value(two, "SELECT count(*) FROM pg_class WHERE relname LIKE '%ccnew'"))
        .isEqualTo("0");
  }

  @Test
  void concurrentlyIsNoPartOfABlock() throws IOException {
    one.run("BEGIN");
    var build = one.simple("CREATE INDEX CONCURRENTLY ON t USING hnsw (v vector_l2_ops)");
    assertThat(build.getFirst().error().toString())
        .contains("25001", "CREATE INDEX CONCURRENTLY cannot run inside a transaction block");
    one.run("ROLLBACK");
  }

  @Test
  void watchedAndCancelled() throws IOException {
    for (var concurrently : List.of("", "CONCURRENTLY")) {
      var build =
          start("CREATE INDEX " + concurrently + " c ON t USING hnsw (v vector_l1_ops)");
      var progress = "SELECT pid FROM pg_stat_progress_create_index";
      var pid = "";
      while (pid.isEmpty() && !build.isDone()) {
        pid = value(two, progress + " WHERE phase LIKE 'building index: %'");
      }
      assertThat(pid).as("listed").isEqualTo("" + one.processId());
      var percent =
          value(
              two,
              "SELECT coalesce(max(100 * tuples_done / tuples_total), 0)"
                  + " FROM pg_stat_progress_create_index WHERE tuples_total > 0");
      assertThat(Integer.parseInt(percent)).isBetween(0, 100);
      two.run("SELECT pg_cancel_backend(%s)".formatted(pid));
      assertThat(build.join().error().toString()).contains("57014");
      assertThat(value(two, progress)).isEmpty();
      assertThat(value(two, "SELECT count(*) FROM pg_class WHERE relname = 'c'"))
          .isEqualTo(concurrently.isEmpty() ? "0" : "1");
    }
    assertThat(value(two, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'c'::regclass"))
        .isEqualTo("f");
    two.run("REINDEX INDEX c");
    assertThat(value(two, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'c'::regclass"))
        .isEqualTo("t");
  }

  @Test
  void endedByTheStatementTimeout() throws IOException {
    one.run("CREATE INDEX late ON t USING hnsw (v vector_l2_ops)");
    one.run("SET statement_timeout = 1");
    for (var sql :
        List.of(
            "CREATE INDEX ON t USING hnsw (v vector_l2_ops)",
            "CREATE INDEX CONCURRENTLY later ON t USING hnsw (v vector_l2_ops)",
            "REINDEX INDEX CONCURRENTLY late")) {
      assertThat(one.simple(sql).getFirst().error().toString())
          .contains("57014", "canceling statement due to statement timeout");
    }
    one.run("RESET statement_timeout");
    assertThat(value(one, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'late'::regclass"))
        .isEqualTo("t");
  }

  @Test
  void estimatedBefore() throws IOException {
    var bytes =
        Long.parseLong(value(one, "SELECT omendb_index_estimate('t', 'v')->>'index_bytes'"));
    one.run("CREATE INDEX e ON t USING hnsw (v vector_l2_ops)");
    var real = Long.parseLong(value(one, "SELECT pg_relation_size('e')"));
    assertThat((double) bytes / real).isBetween(0.5, 2.0);
  }

  /// A quarter of the 325 bytes that pgvector's index takes for a row.
  @Test
  void anIndexOfBitsIsSmall() throws IOException {
    one.run(
        "CREATE TABLE bits AS SELECT g AS id, string_agg(((g * 7919 + w * w * (g % 97)) & 255)"
            + "::bit(8)::text, '')::bit(256) AS v"
            + " FROM generate_series(1, 20000) g, generate_series(1, 32) w GROUP BY g");
    for (var distance : List.of("hamming", "jaccard")) {
      one.run("CREATE INDEX of_bits ON bits USING hnsw (v bit_%s_ops)".formatted(distance));
      one.run("CHECKPOINT");
      var bytes = Long.parseLong(value(one, "SELECT pg_relation_size('of_bits')"));
      assertThat(bytes / 20_000).isLessThanOrEqualTo(325 / 4);
      var recall = Double.parseDouble(value(one, "SELECT omendb_index_recall('of_bits', 10, 200)"));
      assertThat(recall).isGreaterThan(0.94);
      one.run("DROP INDEX of_bits");
    }
    one.run("DROP TABLE bits");
  }

  @Test
  void estimatedWithoutDimensions() throws IOException {
    one.run("CREATE TABLE mixed (v vector)");
    one.run("INSERT INTO mixed SELECT v FROM t");
    one.run("INSERT INTO mixed SELECT '[1,2]' FROM t");
    one.run("INSERT INTO mixed SELECT NULL FROM t");
    var estimate = "SELECT omendb_index_estimate('mixed', 'v')->>";
    var rows = Double.parseDouble(value(one, estimate + "'rows'"));
    assertThat(rows / (2 * ROWS)).isBetween(0.95, 1.05);
    var bytes = Double.parseDouble(value(one, estimate + "'index_bytes'"));
    one.run("CREATE INDEX e ON mixed USING hnsw (v vector_l2_ops)");
    var real = Long.parseLong(value(one, "SELECT pg_relation_size('e')"));
    assertThat(bytes / real).isBetween(0.5, 2.0);
    assertThat(Double.parseDouble(value(one, estimate + "'build_seconds'"))).isPositive();
  }

  @Test
  void nothingToEstimate() throws IOException {
    one.run("CREATE TABLE empty (v vector, name text)");
    assertThat(value(one, "SELECT omendb_index_estimate('empty', 'v')->>'rows'")).isEqualTo("0");
    var refused = one.simple("SELECT omendb_index_estimate('empty', 'name')").getFirst();
    assertThat(String.valueOf(refused.error())).contains("42804");
  }
}
