package dev.omendb.compat.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.omendb.compat.server.OmenServer;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cursors over `ORDER BY distance` without LIMIT go through the index and resume where they
/// stopped: every row once, in order, of the snapshot they were declared in.
@EnabledIf("dev.omendb.compat.server.OmenServer#available")
class CursorSearchTest {
  private static final int ROWS = 6000;
  private static final VectorData DATA = new VectorData("vector", 17);

  private static OmenServer server;
  private static String query = "";
  private WireConnection one;
  private WireConnection two;

  @BeforeAll
  static void start() throws IOException {
    server = OmenServer.start();
    try (var connection = WireConnection.open(server.endpoint())) {
      connection.run("CREATE EXTENSION IF NOT EXISTS vector");
      connection.run("CREATE TABLE items (id int, filter int, v %s)".formatted(DATA.declaration()));
      var copied = connection.simple("COPY items FROM STDIN", DATA.rows(0, ROWS)).getFirst();
      assertThat(copied.error()).isNull();
      connection.run("INSERT INTO items SELECT -g, g, NULL FROM generate_series(1, 5) g");
      connection.run("CREATE INDEX near ON items USING hnsw (v vector_l2_ops)");
      connection.run("CREATE INDEX angle ON items USING ivfflat (v vector_cosine_ops)");
      query = DATA.next();
    }
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void open() throws IOException {
    one = WireConnection.open(server.endpoint());
    two = WireConnection.open(server.endpoint());
  }

  @AfterEach
  void close() throws IOException {
    one.close();
    two.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, v <-> $q FROM items ORDER BY v <-> $q",
        "SELECT id, v <-> $q FROM items WHERE filter % 3 = 0 ORDER BY v <-> $q",
        "SELECT id, v <-> $q FROM items WHERE filter < 7 ORDER BY v <-> $q",
        "SELECT id, v <-> $q FROM items WHERE v <-> $q > 4 ORDER BY v <-> $q",
        "SELECT id, v <-> $q FROM items ORDER BY v <-> $q OFFSET 40",
        "SELECT id, v <=> $q FROM items ORDER BY v <=> $q",
        "SELECT id, 1 - (v <=> $q) FROM items ORDER BY 1 - (v <=> $q) DESC",
        "SELECT id, v <-> $q FROM items ORDER BY v <-> $q NULLS FIRST",
      })
  void everyRowOnceAndInOrder(String sql) throws IOException {
    var select = sql.replace("$q", "'" + query + "'");
    var exact = rows(one, select);
    assertThat(rows(one, "EXPLAIN " + select).toString()).contains("Sort");
    assertThat(rows(one, "EXPLAIN DECLARE c CURSOR FOR " + select).toString())
        .contains("Index Scan using ");
    one.run("BEGIN");
    one.run("DECLARE c NO SCROLL CURSOR FOR " + select);
    var fetched = new ArrayList<String>();
    int before;
    do {
      before = fetched.size();
      fetched.addAll(rows(one, "FETCH %d FROM c".formatted(1 + before / 3)));
    } while (fetched.size() > before);
    one.run("COMMIT");
    assertThat(ids(fetched)).hasSameElementsAs(ids(exact)).hasSameSizeAs(exact);
    assertThat(distances(fetched)).containsExactly(distances(exact), within(1e-5));
  }

  @Test
  void goesBack() throws IOException {
    var select = "SELECT id FROM items ORDER BY v <-> '%s'".formatted(query);
    var exact = rows(one, select);
    one.run("BEGIN");
    one.run("DECLARE c SCROLL CURSOR FOR " + select);
    assertThat(rows(one, "FETCH 300 FROM c")).isEqualTo(exact.subList(0, 300));
    assertThat(rows(one, "FETCH BACKWARD 2 FROM c"))
        .containsExactly(exact.get(298), exact.get(297));
    assertThat(rows(one, "FETCH ABSOLUTE 1000 FROM c")).containsExactly(exact.get(999));
    assertThat(rows(one, "FETCH LAST FROM c")).containsExactly(exact.getLast());
    assertThat(rows(one, "FETCH FIRST FROM c")).containsExactly(exact.getFirst());
    one.run("COMMIT");
  }

  @Test
  void aHeldCursorOutlivesItsTransaction() throws IOException {
    var select = "SELECT id FROM items ORDER BY v <-> '%s'".formatted(query);
    var exact = rows(one, select);
    one.run("DECLARE c CURSOR WITH HOLD FOR " + select);
    assertThat(rows(one, "FETCH 700 FROM c")).isEqualTo(exact.subList(0, 700));
    assertThat(rows(one, "FETCH ALL FROM c")).hasSize(exact.size() - 700);
    one.run("CLOSE c");
  }

  @Test
  void theShareFetchedDecides() throws IOException {
    var explain =
        "EXPLAIN DECLARE c CURSOR FOR SELECT id FROM items ORDER BY v <-> '%s'".formatted(query);
    one.run("SET cursor_tuple_fraction = 1");
    assertThat(rows(one, explain).toString()).contains("Sort").doesNotContain("Index Scan");
    one.run("SET enable_sort = off");
    assertThat(rows(one, explain).toString()).contains("Index Scan using near");
  }

  /// The bound of an iterative scan: pgvector's meaning, in strict order none out of order.
  @Test
  void aBoundEndsTheCursor() throws IOException {
    one.run("BEGIN");
    one.run("SET LOCAL hnsw.iterative_scan = strict_order");
    one.run("SET LOCAL hnsw.max_scan_tuples = 4000");
    one.run("DECLARE c CURSOR FOR SELECT id, v <-> '$q' FROM items ORDER BY v <-> '$q'"
        .replace("$q", query));
    var fetched = rows(one, "FETCH ALL FROM c");
    assertThat(fetched).hasSizeBetween(100, ROWS - 1);
    assertThat(distances(fetched)).isSorted();
    one.run("COMMIT");
  }

  @Test
  void seesItsSnapshotAndNothingElse() throws IOException {
    one.run("CREATE TABLE line (id int PRIMARY KEY, v vector(2))");
    one.run("INSERT INTO line SELECT g, ARRAY[g, 0]::vector FROM generate_series(1, 5000) g");
    one.run("CREATE INDEX ON line USING hnsw (v vector_l2_ops)");
    one.run("BEGIN");
    one.run("DECLARE c CURSOR FOR SELECT id FROM line ORDER BY v <-> '[0,0]'");
    one.run("DECLARE k CURSOR FOR SELECT id FROM line WHERE id = 3");
    one.run("DECLARE n CURSOR FOR SELECT id FROM line ORDER BY v <-> '[0,0]' LIMIT 2");
    one.run("INSERT INTO line VALUES (-1, '[0.5,0]')");
    one.run("DELETE FROM line WHERE id IN (2, 3)");
    assertThat(rows(one, "FETCH 3 FROM c")).containsExactly("1", "2", "3");
    assertThat(rows(one, "FETCH ALL FROM k")).containsExactly("3");
    assertThat(rows(one, "FETCH ALL FROM n")).containsExactly("1", "2");
    one.run("ROLLBACK");

    one.run("BEGIN");
    one.run("DECLARE c NO SCROLL CURSOR FOR SELECT id FROM line ORDER BY v <-> '[0,0]'");
    two.run("INSERT INTO line VALUES (-2, '[0.25,0]')");
    two.run("DELETE FROM line WHERE id = 2");
    assertThat(rows(one, "FETCH 3 FROM c")).containsExactly("1", "2", "3");
    two.run("DELETE FROM line WHERE id % 2 = 0");
    two.run("VACUUM line");
    two.run("CHECKPOINT");
    two.run("UPDATE line SET v = '[7000,0]' WHERE id < 400");
    two.run("REINDEX TABLE line");
    var rest = rows(one, "FETCH ALL FROM c");
    assertThat(rest).hasSize(4997).doesNotHaveDuplicates();
    assertThat(rest).startsWith("4", "5").endsWith("4999", "5000");
    one.run("COMMIT");
    assertThat(rows(one, "SELECT count(*) FROM line")).containsExactly("2500");
    one.run("DROP TABLE line");
  }

  private static List<String> ids(List<String> rows) {
    return rows.stream().map(row -> row.substring(0, row.indexOf('|'))).toList();
  }

  /// The last bits of a distance may differ from plan to plan.
  private static double[] distances(List<String> rows) {
    return rows.stream()
        .map(row -> row.substring(row.indexOf('|') + 1))
        .mapToDouble(text -> text.equals("NULL") ? -1 : Double.parseDouble(text))
        .toArray();
  }

  private static List<String> rows(WireConnection connection, String sql) throws IOException {
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
