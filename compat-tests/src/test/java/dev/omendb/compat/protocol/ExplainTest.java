package dev.omendb.compat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// EXPLAIN's shape: one text column QUERY PLAN whose lines name the operators, tables and indexes.
@ExtendWith(ServerExtension.class)
class ExplainTest {
  private WireConnection connection;

  @BeforeEach
  void open(Endpoint server) throws IOException {
    connection = WireConnection.open(server);
    connection.run("DROP TABLE IF EXISTS explained");
    connection.run("CREATE TABLE explained (id int PRIMARY KEY, a int)");
    connection.run("INSERT INTO explained SELECT g, g % 10 FROM generate_series(1, 5000) g");
    connection.run("ANALYZE explained");
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
  }

  private String explain(String sql) throws IOException {
    var result = connection.run(sql);
    assertThat(result.columns()).hasSize(1);
    assertThat(result.columns().getFirst().name()).isEqualTo("QUERY PLAN");
    assertThat(result.tag()).isEqualTo("EXPLAIN");
    var text = new StringBuilder();
    for (var row : result.rows()) {
      text.append(new String(row[0], StandardCharsets.UTF_8)).append('\n');
    }
    return text.toString();
  }

  @Test
  void tableScan() throws IOException {
    assertThat(explain("EXPLAIN SELECT * FROM explained WHERE a = 3"))
        .contains("Seq Scan on explained")
        .containsPattern("cost=\\d+\\.\\d+\\.\\.\\d+\\.\\d+ rows=\\d+ width=\\d+");
  }

  @Test
  void aConstantLimitIsTheNumberOfRows() throws IOException {
    for (var query : List.of("SELECT * FROM explained", "SELECT * FROM explained ORDER BY a")) {
      assertThat(explain("EXPLAIN " + query + " LIMIT 3")).containsPattern("Limit .* rows=3 ");
    }
  }

  @Test
  void keyLookupUsesTheIndex() throws IOException {
    assertThat(explain("EXPLAIN (COSTS OFF) SELECT * FROM explained WHERE id = 77"))
        .contains("explained_pkey")
        .doesNotContain("cost=");
  }

  @Test
  void analyzeRunsTheStatement() throws IOException {
    assertThat(explain("EXPLAIN ANALYZE SELECT count(*) FROM explained WHERE a < 5"))
        .containsPattern("actual time=")
        .contains("Execution Time");
    explain("EXPLAIN ANALYZE DELETE FROM explained WHERE id <= 10");
    var left = connection.run("SELECT count(*) FROM explained").rows().getFirst()[0];
    assertThat(left).asString().isEqualTo("4990");
    explain("EXPLAIN DELETE FROM explained");
    var still = connection.run("SELECT count(*) FROM explained").rows().getFirst()[0];
    assertThat(still).asString().isEqualTo("4990");
  }

  @Test
  void json() throws IOException {
    assertThat(explain("EXPLAIN (FORMAT JSON) SELECT * FROM explained"))
        .startsWith("[")
        .contains("\"Plan\"", "\"Node Type\"");
    assertThat(explain("EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM explained WHERE a % 2 = 5"))
        .contains("\"Filter\": \"")
        .containsPattern("\"Rows Removed by Filter\": [0-9]+[,\n]");
  }

  @Test
  void joinsSortsAndAggregates() throws IOException {
    var plan =
        explain(
            "EXPLAIN SELECT x.a, count(*) FROM explained x JOIN explained y ON x.a = y.id"
                + " GROUP BY x.a ORDER BY 2 LIMIT 3");
    assertThat(plan).contains("Limit", "Sort", "Aggregate").containsPattern("Join|Nested Loop");
  }
}
