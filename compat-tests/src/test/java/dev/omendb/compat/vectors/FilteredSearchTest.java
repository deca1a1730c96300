package dev.omendb.compat.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.OmenServer;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `LIMIT k` returns k rows whenever k rows match, under any WHERE, and nearly always the nearest.
@EnabledIf("dev.omendb.compat.server.OmenServer#available")
class FilteredSearchTest {
  private static final int ROWS = 20_000;
  private static final int QUERIES = 20;
  private static final int K = 10;
  private static final double MIN_RECALL = 0.93;

  private static OmenServer server;
  private static WireConnection connection;
  private static final VectorData DATA = new VectorData("vector", 7);
  private static int anchor;

  @BeforeAll
  static void load() throws IOException {
    server = OmenServer.start();
    connection = WireConnection.open(server.endpoint());
    connection.run("CREATE EXTENSION IF NOT EXISTS vector");
    connection.run(
        "CREATE TABLE filtered (id int PRIMARY KEY, filter int, v %s)"
            .formatted(DATA.declaration()));
    connection.run("CREATE TABLE wanted (filter int PRIMARY KEY)");
    connection.run("INSERT INTO wanted VALUES (3), (14), (159)");
    var loaded = connection.simple("COPY filtered FROM STDIN", DATA.rows(0, ROWS)).getFirst();
    assertThat(loaded.error()).isNull();
    anchor = DATA.center();
    connection.run("ALTER TABLE filtered ADD COLUMN rank int");
    connection.run(
        "UPDATE filtered f SET rank = r.rank FROM (SELECT id, row_number() OVER (ORDER BY v <->"
            + " '%s', id) AS rank FROM filtered) r WHERE r.id = f.id".formatted(DATA.near(anchor)));
    connection.run("CREATE INDEX filtered_v ON filtered USING hnsw (v vector_l2_ops)");
    connection.run("CREATE INDEX filtered_rank ON filtered (rank, id)");
  }

  @AfterAll
  static void stop() throws IOException {
    connection.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter < 500",
        "filter < 100",
        "filter < 10",
        "filter = 1",
        "filter IN (SELECT filter FROM wanted)",
        "EXISTS (SELECT 1 FROM wanted w WHERE w.filter = filtered.filter)",
        "id > 19980",
        "filter % 7 = 3 AND id < 5000",
        "rank <= 7",
        "rank > 19900 AND filter % 2 = 0",
        "rank <= 5000 AND filter < 900",
        "(v)::text LIKE '[-%' AND filter < 50",
        "false OR filter BETWEEN 5 AND 9",
        "v <-> '[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]' > 5.5"
      })
  void asManyRowsAsThereAre(String where) throws IOException {
    var matching = Integer.parseInt(column("SELECT count(*) FROM filtered WHERE " + where).get(0));
    var wanted = Math.min(K, matching);
    var found = 0;
    for (var i = 0; i < QUERIES; i++) {
      var distance = "v <-> '%s'".formatted(DATA.next());
      var sql = "SELECT id FROM filtered WHERE %s ORDER BY %s LIMIT %d";
      var indexed = sql.formatted(where, distance, K);
      if (!where.startsWith("id > 19980")) {
        assertThat(column("EXPLAIN " + indexed).toString()).contains("filtered_v");
      }
      var rows = column(indexed);
      assertThat(rows).as(where).hasSize(wanted).doesNotHaveDuplicates();
      var exact = column(sql.formatted(where, "(" + distance + ") + 0 * random()", K));
      var both = new HashSet<>(rows);
      both.retainAll(exact);
      found += both.size();
    }
    assertThat(found / (double) (QUERIES * wanted))
        .as("recall where %s", where)
        .isGreaterThanOrEqualTo(MIN_RECALL);
  }

  /// Filters that keep the rows nearest to the queries, or those farthest from them.
  @ParameterizedTest
  @CsvSource({
    "near, 0.5", "near, 0.1", "near, 0.01", "near, 0.001",
    "far, 0.5", "far, 0.1", "far, 0.01", "far, 0.001"
  })
  void correlatedWithTheQuery(String side, double share) throws IOException {
    var kept = (int) (share * ROWS);
    var where = side.equals("near") ? "rank <= " + kept : "rank > " + (ROWS - kept);
    var wanted = Math.min(K, kept);
    var found = 0;
    for (var i = 0; i < QUERIES; i++) {
      var distance = "v <-> '%s'".formatted(DATA.near(anchor));
      var sql = "SELECT id FROM filtered WHERE %s ORDER BY %s LIMIT %d";
      var indexed = sql.formatted(where, distance, K);
      assertThat(column("EXPLAIN " + indexed).toString()).contains("filtered_v");
      var rows = column(indexed);
      assertThat(rows).as(where).hasSize(wanted).doesNotHaveDuplicates();
      var both = new HashSet<>(rows);
      both.retainAll(column(sql.formatted(where, "(" + distance + ") + 0 * random()", K)));
      found += both.size();
    }
    assertThat(found / (double) (QUERIES * wanted))
        .as("recall where %s", where)
        .isGreaterThanOrEqualTo(MIN_RECALL);
  }

  /// A partial index serves a prepared statement when the parameter's value says so.
  @Test
  void partialIndexByParameter() throws IOException {
    connection.run(
        "CREATE INDEX filtered_few ON filtered USING hnsw (v vector_l2_ops) WHERE (filter = 8)");
    connection.run(
        "PREPARE few(int) AS SELECT id FROM filtered WHERE filter = $1 ORDER BY v <-> '%s' LIMIT 5"
            .formatted(DATA.next()));
    assertThat(column("EXPLAIN EXECUTE few(8)").toString()).contains("filtered_few");
    assertThat(column("EXPLAIN EXECUTE few(9)").toString()).doesNotContain("filtered_few");
    for (var value : List.of(8, 9, 8)) {
      var ids = String.join(",", column("EXECUTE few(%d)".formatted(value)));
      assertThat(column("SELECT DISTINCT filter FROM filtered WHERE id IN (%s)".formatted(ids)))
          .containsExactly(value.toString());
    }
    connection.run("DROP INDEX filtered_few");
  }

  @Test
  void joinedTable() throws IOException {
    var distance = "f.v <-> '%s'".formatted(DATA.next());
    var rows =
        column(
            "SELECT f.id FROM filtered f JOIN wanted w USING (filter) ORDER BY %s LIMIT %d"
                .formatted(distance, K));
    assertThat(rows).hasSize(K);
  }

  @Test
  void cursorGoesOnWhereItStopped() throws IOException {
    var distance = "v <-> '%s'".formatted(DATA.next());
    connection.run("BEGIN");
    connection.run(
        "DECLARE c CURSOR FOR SELECT %s FROM filtered ORDER BY %s".formatted(distance, distance));
    var seen = new ArrayList<Double>();
    for (var i = 0; i < 20; i++) {
      column("FETCH 50 FROM c").forEach(d -> seen.add(Double.valueOf(d)));
    }
    connection.run("COMMIT");
    assertThat(seen).hasSize(1000).isSorted();
  }

  @Test
  void offsetsAndLargeLimits() throws IOException {
    var distance = "v <-> '%s'".formatted(DATA.next());
    var all = column("SELECT id FROM filtered ORDER BY %s LIMIT 15000".formatted(distance));
    assertThat(all).hasSize(15_000).doesNotHaveDuplicates();
    var late = column("SELECT id FROM filtered ORDER BY %s OFFSET 500 LIMIT 5".formatted(distance));
    assertThat(late).hasSize(5);
  }

  private static List<String> column(String sql) throws IOException {
    var values = new ArrayList<String>();
    for (var row : connection.run(sql).rows()) {
      values.add(new String(row[0], StandardCharsets.UTF_8));
    }
    return values;
  }
}
