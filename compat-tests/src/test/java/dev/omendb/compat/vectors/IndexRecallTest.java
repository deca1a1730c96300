package dev.omendb.compat.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.OmenServer;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operator class finds what an exact scan finds, whatever has happened to its table: insert,
/// delete, checkpoint, kill. A search whose plan does not use the index fails.
@EnabledIf("dev.omendb.compat.server.OmenServer#available")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IndexRecallTest {
  private static final int ROWS = 2000;
  private static final int QUERIES = 50;
  private static final int K = 10;
  private static final double MIN_RECALL = 0.93;
  private static final long SEED = 20240229;

  private static OmenServer server;

  @BeforeAll
  static void start() throws IOException {
    server = OmenServer.start();
    try (var connection = WireConnection.open(server.endpoint())) {
      connection.run("CREATE EXTENSION IF NOT EXISTS vector");
    }
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /// An access method, a type, an operator class and its operator.
  private record Case(String method, String type, String operatorClass, String operator) {
    String table() {
      return "%s_%s".formatted(method, operatorClass);
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case("hnsw", "vector", "vector_l2_ops", "<->"),
          new Case("hnsw", "vector", "vector_ip_ops", "<#>"),
          new Case("hnsw", "vector", "vector_cosine_ops", "<=>"),
          new Case("hnsw", "vector", "vector_l1_ops", "<+>"),
          new Case("hnsw", "halfvec", "halfvec_l2_ops", "<->"),
          new Case("hnsw", "halfvec", "halfvec_ip_ops", "<#>"),
          new Case("hnsw", "halfvec", "halfvec_cosine_ops", "<=>"),
          new Case("hnsw", "halfvec", "halfvec_l1_ops", "<+>"),
          new Case("hnsw", "sparsevec", "sparsevec_l2_ops", "<->"),
          new Case("hnsw", "sparsevec", "sparsevec_ip_ops", "<#>"),
          new Case("hnsw", "sparsevec", "sparsevec_cosine_ops", "<=>"),
          new Case("hnsw", "sparsevec", "sparsevec_l1_ops", "<+>"),
          new Case("hnsw", "bit", "bit_hamming_ops", "<~>"),
          new Case("hnsw", "bit", "bit_jaccard_ops", "<%>"),
          new Case("ivfflat", "vector", "vector_l2_ops", "<->"),
          new Case("ivfflat", "vector", "vector_ip_ops", "<#>"),
          new Case("ivfflat", "vector", "vector_cosine_ops", "<=>"),
          new Case("ivfflat", "halfvec", "halfvec_l2_ops", "<->"),
          new Case("ivfflat", "halfvec", "halfvec_ip_ops", "<#>"),
          new Case("ivfflat", "halfvec", "halfvec_cosine_ops", "<=>"),
          new Case("ivfflat", "bit", "bit_hamming_ops", "<~>"));

  private static Stream<Case> cases() {
    return CASES.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Order(1)
  void findsWhatAnExactScanFinds(Case of) throws IOException {
    var data = new VectorData(of.type, SEED);
    var table = of.table();
    try (var connection = WireConnection.open(server.endpoint())) {
      connection.run(
          "CREATE TABLE %s (id int PRIMARY KEY, filter int, v %s)"
              .formatted(table, data.declaration()));
      copy(connection, table, data.rows(0, ROWS));
      connection.run(
          "CREATE INDEX %s_v ON %s USING %s (v %s)"
              .formatted(table, table, of.method, of.operatorClass));
      check("after the build", connection, table, data, of.operator);
      copy(connection, table, data.rows(ROWS, ROWS / 4));
      connection.run("DELETE FROM %s WHERE id %% 2 = 0".formatted(table));
      check("after inserts and deletes", connection, table, data, of.operator);
    }
  }

  @Test
  @Order(2)
  void partsOnDiskFindTheSame() throws IOException {
    try (var connection = WireConnection.open(server.endpoint())) {
      connection.run("CHECKPOINT");
      for (var of : CASES) {
        var data = new VectorData(of.type, SEED);
        check("after a checkpoint", connection, of.table(), data, of.operator);
        copy(connection, of.table(), data.rows(3 * ROWS, ROWS / 8));
      }
    }
    server.restart(true);
    try (var connection = WireConnection.open(server.endpoint())) {
      for (var of : CASES) {
        var data = new VectorData(of.type, SEED);
        check("after a kill", connection, of.table(), data, of.operator);
      }
    }
  }

  private static void copy(WireConnection connection, String table, byte[] rows)
      throws IOException {
    var result = connection.simple("COPY %s FROM STDIN".formatted(table), rows).getFirst();
    assertThat(result.error()).isNull();
  }

  private static void check(
      String when,
      WireConnection connection,
      String table,
      VectorData data,
      String operator)
      throws IOException {
    connection.run("SET enable_seqscan = off");
    var found = 0;
    for (var i = 0; i < QUERIES; i++) {
      var distance = "v %s '%s'".formatted(operator, data.next());
      var indexed = "SELECT id FROM %s ORDER BY %s LIMIT %d".formatted(table, distance, K);
      // No index serves a volatile order.
      var exact = "SELECT %s FROM %s ORDER BY (%s) + 0 * random() LIMIT %d";
      if (i == 0) {
        assertThat(column(connection, "EXPLAIN " + indexed).toString())
            .as("plan %s", when)
            .contains(table + "_v");
      }
      var farthest =
          column(connection, exact.formatted(distance, table, distance, K)).stream()
              .mapToDouble(Double::parseDouble)
              .max()
              .orElseThrow();
      var ids = new HashSet<>(column(connection, indexed));
      assertThat(ids).as("rows %s", when).hasSize(K);
      // Ties at the end count as found, whichever of them was returned.
      var near =
          "SELECT count(*) FROM %s WHERE id IN (%s) AND (%s) <= %s + 1e-6"
              .formatted(table, String.join(",", ids), distance, farthest);
      found += Integer.parseInt(column(connection, near).getFirst());
    }
    var recall = found / (double) (QUERIES * K);
    assertThat(recall).as("recall %s, %s", when, table).isGreaterThanOrEqualTo(MIN_RECALL);
  }

  private static List<String> column(WireConnection connection, String sql) throws IOException {
    var values = new ArrayList<String>();
    for (var row : connection.run(sql).rows()) {
      values.add(new String(row[0], StandardCharsets.UTF_8));
    }
    return values;
  }
}
