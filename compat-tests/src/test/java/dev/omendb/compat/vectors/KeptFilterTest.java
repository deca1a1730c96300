package dev.omendb.compat.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.OmenServer;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// Rows kept of a repeated filter are those that pass it at the snapshot of the search: whatever
/// was inserted, updated, deleted, rolled back or moved since.
@EnabledIf("dev.omendb.compat.server.OmenServer#available")
class KeptFilterTest {
  private static final int ROWS = 12_000;
  private static final int ROUNDS = 60;
  private static final int K = 10;
  private static final double MIN_RECALL = 0.98;
  private static final List<String> FILTERS =
      List.of(
          "tag = 3", "tag + extra = 5", "filter < 300", "tag IN (1, 7) AND filter > 500");

  /// Of so many rows that they are searched for in the index.
  private static final List<String> WIDE = List.of("flag = 1", "flag = 0");

  private final VectorData data = new VectorData("vector", 11);
  private int nextId = ROWS;
  private int wanted;
  private int found;

  @Test
  void answersAreThoseOfTheSnapshot() throws IOException {
    var seed = Long.getLong("omendb.seed", 20_261_122);
    var random = new Random(seed);
    try (var server = OmenServer.start();
        var writer = WireConnection.open(server.endpoint());
        var reader = WireConnection.open(server.endpoint());
        var old = WireConnection.open(server.endpoint());
        var approximate = WireConnection.open(server.endpoint())) {
      load(writer);
      approximate.run("SET omendb.target_recall = 0.995");
      for (var each : List.of(writer, reader, old)) {
        each.run("SET omendb.target_recall = 1");
      }
      for (var round = 0; round < ROUNDS; round++) {
        if (round % 10 == 0) {
          old.run(round == 0 ? "SELECT 1" : "COMMIT");
          old.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
        }
        change(writer, random);
        var where = FILTERS.get(random.nextInt(FILTERS.size()));
        var message = "-Domendb.seed=%d, round %d, %s".formatted(seed, round, where);
        for (var each : List.of(writer, reader, old)) {
          compare(each, where, message);
        }
        for (var wide : WIDE) {
          count(approximate, wide, message);
        }
        if (random.nextInt(3) == 0) {
          writer.run(random.nextBoolean() ? "ROLLBACK" : "COMMIT");
        }
      }
      assertThat((double) found / wanted)
          .as("recall, -Domendb.seed=%d", seed)
          .isGreaterThanOrEqualTo(MIN_RECALL);
      var explain = "EXPLAIN ANALYZE " + search(FILTERS.getFirst(), data.next());
      column(reader, explain);
      column(reader, explain);
      assertThat(column(reader, explain))
          .anyMatch(line -> line.contains("Filter Evaluated: Kept"));
    }
  }

  /// Rows kept for the values of a subquery are not those of other values.
  @Test
  void subqueriesAnswerAnew() throws IOException {
    try (var server = OmenServer.start();
        var connection = WireConnection.open(server.endpoint())) {
      load(connection);
      connection.run("CREATE TABLE wanted (tag int, owner int)");
      connection.run("INSERT INTO wanted VALUES (3, 1), (NULL, 1), (8, 2)");
      var filters =
          List.of(
              "tag IN (SELECT tag FROM wanted WHERE owner = 1)",
              "tag NOT IN (SELECT tag FROM wanted WHERE owner = 2)",
              "EXISTS (SELECT 1 FROM wanted w WHERE w.tag = kept.tag AND w.owner = 1)",
              "EXISTS (SELECT 1 FROM wanted w WHERE kept.tag = w.tag) AND flag = 0",
              "NOT EXISTS (SELECT 1 FROM wanted w WHERE w.tag = kept.tag AND w.owner = 1)");
      connection.run("SET omendb.target_recall = 1");
      connection.run("UPDATE kept SET tag = NULL WHERE id % 50 = 7");
      for (var round = 0; round < 12; round++) {
        connection.run("UPDATE wanted SET tag = tag + %d".formatted(round % 3));
        for (var where : filters) {
          compare(connection, where, where + ", round " + round);
        }
      }
      var explain = column(connection, "EXPLAIN " + search(filters.get(2), data.next()));
      assertThat(explain).anyMatch(line -> line.contains("kept_v"));
      assertThat(explain).anyMatch(line -> line.contains("InitPlan"));
    }
  }

  /// A row that nobody sees may fail the filter's functions; a row that is seen must.
  @Test
  void errorsAreThoseOfVisibleRows() throws IOException {
    try (var server = OmenServer.start();
        var connection = WireConnection.open(server.endpoint())) {
      load(connection);
      connection.run("INSERT INTO kept VALUES (%d, 0, 0, 0, 0, '%s')".formatted(-1, data.next()));
      connection.run("DELETE FROM kept WHERE id = -1");
      var search = search("100 / (tag + extra) = 50", data.next());
      connection.run("UPDATE kept SET extra = 1 WHERE tag + extra = 0");
      for (var i = 0; i < 5; i++) {
        assertThat(column(connection, search)).hasSize(K);
      }
      connection.run("UPDATE kept SET extra = -tag WHERE id < 100");
      var failed = connection.simple(search).getFirst();
      assertThat(failed.error()).isNotNull();
    }
  }

  private void load(WireConnection connection) throws IOException {
    connection.run("CREATE EXTENSION IF NOT EXISTS vector");
    connection.run(
        "CREATE TABLE base (id int PRIMARY KEY, filter int, v %s)".formatted(data.declaration()));
    connection.simple("COPY base FROM STDIN", data.rows(0, ROWS));
    connection.run(
        "CREATE TABLE kept (id int PRIMARY KEY, tag int, filter int, extra int, flag int, v %s)"
            .formatted(data.declaration()));
    connection.run("INSERT INTO kept SELECT id, id % 200, filter, 0, id % 2, v FROM base");
    connection.run("CREATE INDEX kept_v ON kept USING hnsw (v vector_l2_ops)");
  }

  private void change(WireConnection writer, Random random) throws IOException {
    if (random.nextInt(3) == 0) {
      writer.run("BEGIN");
    }
    var some = random.nextInt(97);
    switch (random.nextInt(10)) {
      case 0 ->
          writer.run(
              ("INSERT INTO kept SELECT id + %d, id %% 200, filter, 0, id %% 2, v FROM base"
                      + " WHERE id < 700")
                  .formatted(advance(700)));
      case 1 -> writer.run("UPDATE kept SET tag = 3 WHERE id %% 97 = %d".formatted(some));
      case 2 -> writer.run("UPDATE kept SET tag = 4 WHERE tag = 3 AND id % 2 = 0");
      case 3 -> writer.run("DELETE FROM kept WHERE id %% 97 = %d".formatted(some));
      case 4 ->
          writer.run(
              "UPDATE kept SET v = '%s', tag = 3 WHERE id %% 997 = %d"
                  .formatted(data.next(), some));
      case 5 -> {
        writer.run("BEGIN");
        writer.run("SAVEPOINT s");
        writer.run("UPDATE kept SET tag = 3 WHERE id %% 11 = %d".formatted(some % 11));
        compare(writer, "tag = 3", "before ROLLBACK TO");
        writer.run("ROLLBACK TO s");
        writer.run(
            "INSERT INTO kept SELECT id + %d, 3, filter, 0, 1, v FROM base WHERE id < 50"
                .formatted(advance(50)));
      }
      case 6, 7 ->
          writer.run("UPDATE kept SET flag = 1 - flag WHERE id %% 8 = %d".formatted(some % 8));
      case 8 -> {
        writer.run("COMMIT");
        writer.run("CHECKPOINT");
      }
      default -> {
        writer.run("COMMIT");
        writer.run("VACUUM kept");
      }
    }
  }

  private int advance(int rows) {
    nextId += rows;
    return nextId - rows;
  }

  private void compare(WireConnection connection, String where, String message)
      throws IOException {
    var query = data.next();
    var exact = column(connection, exact(where, query));
    for (var i = 0; i < 3; i++) {
      assertThat(column(connection, search(where, query))).as(message).isEqualTo(exact);
    }
  }

  /// Of searches through the index.
  private void count(WireConnection connection, String where, String message)
      throws IOException {
    for (var i = 0; i < 4; i++) {
      var query = data.next();
      var exact = column(connection, exact(where, query));
      var answered = column(connection, search(where, query));
      assertThat(answered).as(message).hasSameSizeAs(exact).doesNotHaveDuplicates();
      wanted += exact.size();
      answered.retainAll(exact);
      found += answered.size();
    }
  }

  /// No index serves it.
  private static String exact(String where, String query) {
    return search(where, query).replace(", id LIMIT", " + 0 * random(), id LIMIT");
  }

  private static String search(String where, String query) {
    return "SELECT id FROM kept WHERE %s ORDER BY (v <-> '%s'), id LIMIT %d"
        .formatted(where, query, K);
  }

  private static List<String> column(WireConnection connection, String sql) throws IOException {
    var values = new ArrayList<String>();
    for (var row : connection.run(sql).rows()) {
      values.add(new String(row[0], StandardCharsets.UTF_8));
    }
    return values;
  }
}
