package dev.omendb.compat.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.OmenServer;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every way applications write a vector search goes through the index, and answers what the exact
/// plan answers.
@EnabledIf("dev.omendb.compat.server.OmenServer#available")
class VectorPlansTest {
  private static final int ROWS = 3000;
  private static final VectorData DATA = new VectorData("vector", 11);

  private static OmenServer server;
  private static WireConnection connection;
  private static String query = "";

  @BeforeAll
  static void load() throws IOException {
    server = OmenServer.start();
    connection = WireConnection.open(server.endpoint());
    connection.run("CREATE EXTENSION IF NOT EXISTS vector");
    connection.run(
        "CREATE TABLE items (id int PRIMARY KEY, filter int, v %s)".formatted(DATA.declaration()));
    connection.run("CREATE TABLE owners (filter int PRIMARY KEY, name text)");
    connection.run("INSERT INTO owners SELECT g, 'o' || g FROM generate_series(0, 999) g");
    connection.run("CREATE TABLE mixed (id int PRIMARY KEY, model int, v vector)");
    assertThat(connection.simple("COPY items FROM STDIN", DATA.rows(0, ROWS)).getFirst().error())
        .isNull();
    connection.run(
        "INSERT INTO mixed SELECT id, id % 3, CASE WHEN id % 3 = 0 THEN subvector(v, 1, 3) ELSE"
            + " subvector(v, 1, 5) END FROM items");
    query = DATA.next();
    for (var index :
        List.of(
            "l2 ON items USING hnsw (v vector_l2_ops)",
            "cosine ON items USING hnsw (v vector_cosine_ops)",
            "ip ON items USING ivfflat (v vector_ip_ops)",
            "l1 ON items USING hnsw (v vector_l1_ops)",
            "half ON items USING hnsw ((v::halfvec(24)) halfvec_l2_ops)",
            "bits ON items USING hnsw ((binary_quantize(v)::bit(24)) bit_hamming_ops)",
            "front ON items USING hnsw ((subvector(v, 1, 8)::vector(8)) vector_cosine_ops)",
            "few ON items USING hnsw (v vector_l2_ops) WHERE (filter < 500)",
            "every ON mixed USING hnsw (v vector_l2_ops)",
            "model0 ON mixed USING hnsw ((v::vector(3)) vector_l2_ops) WHERE (model = 0)",
            "model12 ON mixed USING hnsw ((v::vector(5)) vector_l2_ops) WHERE (model IN (1, 2))")) {
      connection.run("CREATE INDEX " + index);
    }
    connection.run("SET omendb.target_recall = 0.999");
  }

  @AfterAll
  static void stop() throws IOException {
    connection.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          l2 | SELECT id FROM items ORDER BY v <-> $q LIMIT 5
          l2 | SELECT id, v <-> $q AS d FROM items ORDER BY d LIMIT 5
          l2 | SELECT id FROM items ORDER BY l2_distance(v, $q) LIMIT 5
          l2 | SELECT id FROM items ORDER BY v <-> (SELECT v FROM items WHERE id = 3) LIMIT 5
          l2 | SELECT id FROM items ORDER BY v <-> $q LIMIT 5 OFFSET 7
          l2 | SELECT id FROM items ORDER BY $q <-> v FETCH FIRST 5 ROWS ONLY
          l2 | SELECT id FROM (SELECT * FROM items ORDER BY v <-> $q LIMIT 9) s ORDER BY id
          l2 | WITH n AS (SELECT id FROM items ORDER BY v <-> $q LIMIT 9) SELECT * FROM n ORDER BY 1
          l2 | SELECT id FROM items WHERE v <-> $q < 3.5 ORDER BY v <-> $q LIMIT 5
          l2 | SELECT id FROM items WHERE v <-> $q < 3.5 ORDER BY id
          l2 | SELECT id FROM items WHERE filter % 2 = 0 ORDER BY v <-> $q LIMIT 5
          l2 | SELECT id FROM items ORDER BY v <-> $q, id LIMIT 5
          l2 | SELECT id FROM items ORDER BY v <-> $q, filter DESC, id LIMIT 5 OFFSET 3
          l2 | SELECT i.id, name FROM items i JOIN owners USING (filter) ORDER BY i.v <-> $q LIMIT 5
          l2 | SELECT id FROM items ORDER BY v <-> $q LIMIT 5 FOR UPDATE
          l2 | SELECT id FROM (SELECT id FROM items ORDER BY v <-> $q) s LIMIT 5
          l2 | SELECT id, rank() OVER (ORDER BY v <-> $q) FROM items ORDER BY v <-> $q LIMIT 5
          l2 | SELECT * FROM owners o, LATERAL (SELECT id FROM items ORDER BY v <-> $q LIMIT 3) n
          l2 | SELECT DISTINCT filter % 7 FROM (TABLE items ORDER BY v <-> $q LIMIT 9) s ORDER BY 1
          cosine | SELECT id FROM items ORDER BY v <=> $q LIMIT 5
          cosine | SELECT id FROM items ORDER BY 1 - (v <=> $q) DESC LIMIT 5
          cosine | SELECT id FROM items WHERE 1 - (v <=> $q) > 0.8 ORDER BY id
          ip | SELECT id FROM items ORDER BY v <#> $q LIMIT 5
          ip | SELECT id FROM items ORDER BY (v <#> $q) * -1 DESC LIMIT 5
          ip | SELECT id FROM items ORDER BY inner_product(v, $q) DESC LIMIT 5
          l1 | SELECT id FROM items ORDER BY v <+> $q LIMIT 5
          half | SELECT id FROM items ORDER BY v::halfvec(24) <-> $q::halfvec(24) LIMIT 5
          half | SELECT id FROM items ORDER BY CAST(v AS halfvec(24)) <-> $q LIMIT 5
          few | SELECT id FROM items WHERE filter < 500 ORDER BY v <-> $q LIMIT 5
          few | SELECT id FROM items WHERE filter < 300 ORDER BY v <-> $q LIMIT 5
          few | SELECT id FROM items WHERE filter = 7 AND id > 9 ORDER BY v <-> $q LIMIT 5
          every | SELECT id FROM mixed WHERE model = 0 ORDER BY v <-> '[1,0,1]' LIMIT 5
          every | SELECT id FROM mixed WHERE model = 1 ORDER BY v <-> $5 LIMIT 5
          every | SELECT id FROM mixed WHERE id < 2000 AND model > 1 ORDER BY v <-> $5 LIMIT 5
          model0 | SELECT id FROM mixed WHERE model = 0 ORDER BY v::vector(3) <-> '[1,0,1]' LIMIT 5
          model12 | SELECT id FROM mixed WHERE model = 2 ORDER BY v::vector(5) <-> $5 LIMIT 5
          """)
  void throughTheIndex(String index, String sql) throws IOException {
    var statement = sql.replace("$q", "'" + query + "'").replace("$5", "'[1,0,1,0,0]'");
    assertThat(plan(statement)).contains("Index Scan using " + index + " on");
    var found = rows(statement);
    connection.run("SET enable_indexscan = off");
    assertThat(plan(statement)).doesNotContain("Index Scan using " + index + " on");
    var exact = rows(statement);
    connection.run("SET enable_indexscan = on");
    assertThat(found).isEqualTo(exact);
  }

  @Test
  void withoutALimitWhereScansAreDiscouraged() throws IOException {
    var statement = "SELECT id FROM items ORDER BY v <-> '%s'".formatted(query);
    assertThat(plan(statement)).contains("Seq Scan");
    var exact = rows(statement);
    connection.run("SET enable_seqscan = off");
    assertThat(plan(statement)).contains("Index Scan using l2 on");
    assertThat(rows(statement)).hasSameElementsAs(exact).hasSize(ROWS);
    connection.run("RESET enable_seqscan");
  }

  /// The pattern pgvector documents: candidates by bits or by a part, reranked by the whole.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bits | binary_quantize(v)::bit(24) <~> binary_quantize($q::vector)
          front | subvector(v, 1, 8)::vector(8) <=> subvector($q::vector, 1, 8)
          """)
  void rerankedOutside(String index, String first) throws IOException {
    var statement =
        ("SELECT id FROM (SELECT * FROM items ORDER BY " + first + " LIMIT 200) s"
                + " ORDER BY v <=> $q LIMIT 5")
            .replace("$q", "'" + query + "'");
    assertThat(plan(statement)).contains("Index Scan using " + index + " on");
    assertThat(rows(statement)).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          few | SELECT id FROM items WHERE filter < 501 ORDER BY v <-> $q LIMIT 5
          few | SELECT id FROM items WHERE filter < 300 OR id = 1 ORDER BY v <-> $q LIMIT 5
          model0 | SELECT id FROM mixed WHERE model = 1 ORDER BY v::vector(5) <-> $5 LIMIT 5
          half | SELECT id FROM items ORDER BY v::halfvec(24) <=> $q LIMIT 5
          """)
  void notThroughAnIndexThatDoesNotFit(String index, String sql) throws IOException {
    var statement = sql.replace("$q", "'" + query + "'").replace("$5", "'[1,0,1,0,0]'");
    assertThat(plan(statement)).doesNotContain("Index Scan using " + index + " on");
    assertThat(rows(statement)).hasSize(5);
  }

  @Test
  void aPreparedStatementWithALimitParameter() throws IOException {
    connection.run(
        "PREPARE nearest(vector, int) AS SELECT id FROM items ORDER BY v <-> $1 LIMIT $2");
    var execute = "EXECUTE nearest('%s', 7)".formatted(query);
    assertThat(plan(execute)).contains("Index Scan using l2 on");
    assertThat(rows(execute)).hasSize(7);
    connection.run("DEALLOCATE nearest");
  }

  /// In an iterative mode, and then only, a bound set explicitly ends a search before its LIMIT.
  @Test
  void theBoundOfAnIterativeScan() throws IOException {
    var statement =
        "SELECT id FROM items WHERE v <-> '$q' > 4 ORDER BY v <-> '$q' LIMIT 1000"
            .replace("$q", query);
    connection.run("BEGIN");
    connection.run("SET LOCAL hnsw.max_scan_tuples = 1");
    assertThat(rows(statement)).as("not iterative").hasSize(1000);
    connection.run("SET LOCAL hnsw.iterative_scan = strict_order");
    assertThat(rows(statement)).as("iterative").hasSizeBetween(1, 999);
    connection.run("COMMIT");
    assertThat(rows(statement)).as("unbounded").hasSize(1000);
  }

  @Test
  void valuesThatAKeyRefusesFailTheirStatement() throws IOException {
    var wrong = connection.simple("INSERT INTO mixed VALUES (-1, 0, '[1,2]')").getFirst();
    assertThat(wrong.error()).isNotNull();
    assertThat(wrong.error().toString()).contains("expected 3 dimensions, not 2");
    var other = connection.simple("INSERT INTO mixed VALUES (-2, 7, '[1,2]')").getFirst();
    assertThat(other.error()).isNull();
    connection.run("DELETE FROM mixed WHERE id = -2");
  }

  private static String plan(String sql) throws IOException {
    return String.join("\n", rows("EXPLAIN " + sql));
  }

  private static List<String> rows(String sql) throws IOException {
    var rows = new ArrayList<String>();
    for (var row : connection.run(sql).rows()) {
      var text = new ArrayList<String>();
      for (var value : row) {
        text.add(value == null ? "NULL" : new String(value, StandardCharsets.UTF_8));
      }
      rows.add(String.join("|", text));
    }
    return rows;
  }
}
