package dev.omendb.compat.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.OmenServer;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// While rows come, change and go, and parts are built and merged, searches answer what an exact
/// scan of the same snapshot answers.
@EnabledIf("dev.omendb.compat.server.OmenServer#available")
class ChangingTableTest {
  private static final int ROWS = 6000;
  private static final int ROUNDS = 60;
  private static final int K = 10;
  private static final double TARGET = 0.999;
  private static final double MIN_RECALL = 0.99;

  @Test
  void searchesAgreeWithTheirSnapshot() throws IOException {
    var data = new VectorData("vector", 5);
    var queries = new VectorData("vector", 5);
    try (var server = OmenServer.start();
        var writer = WireConnection.open(server.endpoint());
        var reader = WireConnection.open(server.endpoint())) {
      writer.run("CREATE EXTENSION IF NOT EXISTS vector");
      writer.run(
          "CREATE TABLE t (id int PRIMARY KEY, filter int, v %s)".formatted(data.declaration()));
      writer.simple("COPY t FROM STDIN", data.rows(0, ROWS));
      writer.run("CREATE INDEX t_v ON t USING hnsw (v vector_l2_ops)");
      reader.run("SET omendb.target_recall = " + TARGET);
      var stop = new AtomicBoolean();
      var changes = CompletableFuture.runAsync(() -> change(writer, data, stop));
      var found = 0;
      try {
        for (var round = 0; round < ROUNDS; round++) {
          found += search(reader, queries.next());
        }
      } finally {
        stop.set(true);
        changes.join();
      }
      assertThat(found / (double) (ROUNDS * K)).isGreaterThanOrEqualTo(MIN_RECALL);
    }
  }

  private static void change(WireConnection writer, VectorData data, AtomicBoolean stop) {
    try {
      for (var round = 0; !stop.get(); round++) {
        writer.simple("COPY t FROM STDIN", data.rows(ROWS + 400 * round, 400));
        writer.run("DELETE FROM t WHERE id %% 17 = %d".formatted(round % 17));
        writer.run("UPDATE t SET filter = filter + 1 WHERE id %% 13 = %d".formatted(round % 13));
        writer.run(
            "UPDATE t SET v = '%s' WHERE id %% 401 = %d".formatted(data.next(), round % 401));
        switch (round % 4) {
          case 1 -> writer.run("CHECKPOINT");
          case 3 -> writer.run("VACUUM t");
          default -> {}
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many of the rows that the index finds are as near as the exact nearest: of rows at one
  /// distance either may be answered.
  private static int search(WireConnection reader, String query) throws IOException {
    var sql = "SELECT id FROM t ORDER BY v <-> '%s' LIMIT %d".formatted(query, K);
    reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
    reader.run("SET LOCAL enable_seqscan = off");
    assertThat(column(reader, "EXPLAIN " + sql).toString()).contains("t_v");
    var indexed = column(reader, sql);
    var ofDistance = sql.replace("SELECT id", "SELECT v <-> '%s'".formatted(query));
    var distances = column(reader, ofDistance);
    reader.run("SET LOCAL enable_indexscan = off");
    assertThat(column(reader, "EXPLAIN " + sql).toString()).doesNotContain("t_v");
    var exact = column(reader, ofDistance);
    var all = new HashSet<>(column(reader, "SELECT id FROM t"));
    reader.run("COMMIT");
    assertThat(indexed).hasSize(K).doesNotHaveDuplicates();
    assertThat(all).containsAll(indexed);
    var farthest = Double.parseDouble(exact.getLast());
    return (int) distances.stream().filter(d -> Double.parseDouble(d) <= farthest + 1e-6).count();
  }

  private static List<String> column(WireConnection connection, String sql) throws IOException {
    var values = new ArrayList<String>();
    for (var row : connection.run(sql).rows()) {
      values.add(new String(row[0], StandardCharsets.UTF_8));
    }
    return values;
  }
}
