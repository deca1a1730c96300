package dev.omendb.compat.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.OmenServer;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// An index never answers from a past or a future that is not the asking transaction's.
@EnabledIf("dev.omendb.compat.server.OmenServer#available")
class FreshnessTest {
  private OmenServer server;
  private WireConnection one;
  private WireConnection two;

  @BeforeEach
  void open() throws IOException {
    server = OmenServer.start();
    one = WireConnection.open(server.endpoint());
    two = WireConnection.open(server.endpoint());
    one.run("CREATE EXTENSION IF NOT EXISTS vector");
    one.run("CREATE TABLE t (id int PRIMARY KEY, note text, v vector(2))");
    one.run(
        "INSERT INTO t SELECT g, 'x', ARRAY[g, g]::real[]::vector FROM generate_series(1, 3000) g");
    one.run("CREATE INDEX ON t USING hnsw (v vector_l2_ops)");
    for (var connection : List.of(one, two)) {
      connection.run("SET enable_seqscan = off");
    }
  }

  @AfterEach
  void close() throws IOException {
    one.close();
    two.close();
    server.close();
  }

  private static String nearest(WireConnection connection, int x) throws IOException {
    var sql = "SELECT id FROM t ORDER BY v <-> '[%d,%d]' LIMIT 1".formatted(x, x);
    var value = connection.run(sql).rows().getFirst()[0];
    return new String(value, StandardCharsets.US_ASCII);
  }

  @Test
  void committedRowIsFoundAtOnce() throws IOException {
    for (var i = 0; i < 200; i++) {
      var id = 10_000 + i;
      one.run("INSERT INTO t VALUES (%d, 'new', '[%d,%d]')".formatted(id, -id, -id));
      assertThat(nearest(two, -id)).isEqualTo("" + id);
    }
  }

  @Test
  void ownWritesAreSeenAndOthersAreNot() throws IOException {
    one.run("BEGIN");
    one.run("INSERT INTO t VALUES (9000, 'own', '[-50,-50]')");
    assertThat(nearest(one, -50)).isEqualTo("9000");
    assertThat(nearest(two, -50)).isEqualTo("1");
    one.run("DELETE FROM t WHERE id = 1");
    assertThat(nearest(one, 1)).isEqualTo("2");
    assertThat(nearest(two, 1)).isEqualTo("1");
    one.run("ROLLBACK");
    assertThat(nearest(one, -50)).isEqualTo("1");
  }

  @Test
  void snapshotSeesItsOwnPast() throws IOException {
    two.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
    assertThat(nearest(two, 500)).isEqualTo("500");
    one.run("DELETE FROM t WHERE id = 500");
    one.run("INSERT INTO t VALUES (9001, 'later', '[700,700]')");
    one.run("UPDATE t SET v = '[-9,-9]' WHERE id = 600");
    assertThat(nearest(one, 500)).isIn("499", "501");
    assertThat(nearest(two, 500)).isEqualTo("500");
    assertThat(nearest(two, 600)).isEqualTo("600");
    two.run("COMMIT");
    assertThat(nearest(two, -9)).isEqualTo("600");
  }

  @Test
  void deletedAndMovedRowsAreNotFound() throws IOException {
    one.run("DELETE FROM t WHERE id BETWEEN 100 AND 2900");
    assertThat(nearest(two, 1500)).isIn("99", "2901");
    one.run("UPDATE t SET v = '[1500,1500]' WHERE id = 5");
    assertThat(nearest(two, 1500)).isEqualTo("5");
    assertThat(nearest(two, 5)).isIn("4", "6");
    one.run("UPDATE t SET note = 'changed' WHERE id = 5");
    assertThat(nearest(two, 1500)).isEqualTo("5");
    one.run("TRUNCATE t");
    assertThat(one.run("SELECT id FROM t ORDER BY v <-> '[1,1]' LIMIT 1").rows()).isEmpty();
  }

  @Test
  void rowsInAnyOrderOfEventsSurviveAKill() throws IOException {
    one.run("INSERT INTO t VALUES (9002, 'kept', '[-77,-77]')");
    one.run("BEGIN");
    one.run("INSERT INTO t VALUES (9003, 'lost', '[-88,-88]')");
    server.restart(true);
    one = WireConnection.open(server.endpoint());
    one.run("SET enable_seqscan = off");
    assertThat(nearest(one, -77)).isEqualTo("9002");
    assertThat(nearest(one, -88)).isEqualTo("9002");
    for (var id : IntStream.of(1, 77, 1234, 3000).toArray()) {
      assertThat(nearest(one, id)).isEqualTo("" + id);
    }
  }
}
