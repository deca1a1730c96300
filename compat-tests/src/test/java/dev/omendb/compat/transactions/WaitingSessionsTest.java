package dev.omendb.compat.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import dev.omendb.compat.wire.Result;
import dev.omendb.compat.wire.ServerError;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// However many sessions wait for locks, others are answered, and a statement that waited has the
/// effect of one that did not.
@ExtendWith(ServerExtension.class)
class WaitingSessionsTest {
  /// More than a server has network threads on the machines that run this.
  private static final int WAITING = 16;

  private final List<WireConnection> waiting = new ArrayList<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private WireConnection holder;
  private WireConnection other;

  @BeforeEach
  void connect(Endpoint endpoint) throws IOException {
    holder = WireConnection.open(endpoint);
    other = WireConnection.open(endpoint);
    for (var i = 0; i < WAITING; i++) {
      waiting.add(WireConnection.open(endpoint));
    }
    other.run("DROP TABLE IF EXISTS waits");
    other.run("CREATE TABLE waits (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)");
    other.run("INSERT INTO waits VALUES (1), (2)");
  }

  @AfterEach
  void disconnect() throws IOException {
    executor.shutdownNow();
    for (var connection : waiting) {
      connection.close();
    }
    holder.close();
    other.close();
  }

  @Test
  void updatesWaitForARow() throws Exception {
    var update = "UPDATE waits SET n = n + 1 WHERE id = 1 RETURNING n";
    repeat(update, 2);
    holder.run("BEGIN");
    holder.run("UPDATE waits SET n = n + 100 WHERE id = 1");
    var results = whileOthersAreAnswered(update, () -> holder.run("COMMIT"));
    assertThat(results).allSatisfy(result -> assertThat(result.rows()).hasSize(1));
    assertThat(number("SELECT n FROM waits WHERE id = 1")).isEqualTo(100 + 3 * WAITING);
  }

  @Test
  void rowsAreLockedForUpdate() throws Exception {
    var select = "SELECT n FROM waits WHERE id = 2 FOR UPDATE";
    repeat(select, 2);
    holder.run("BEGIN");
    holder.run("UPDATE waits SET n = 7 WHERE id = 2");
    var results = whileOthersAreAnswered(select, () -> holder.run("COMMIT"));
    assertThat(results).allSatisfy(result -> assertThat(text(result)).isEqualTo("7"));
  }

  /// Each locks no more rows than its LIMIT takes.
  @Test
  void aQueueIsWorkedOffTogether() throws Exception {
    other.run("INSERT INTO waits SELECT g FROM generate_series(3, 100) g");
    var next = "SELECT id FROM waits ORDER BY id LIMIT 2 FOR UPDATE SKIP LOCKED";
    holder.run("BEGIN");
    assertThat(text(holder.run(next))).isEqualTo("1");
    var expected = 3;
    for (var connection : waiting) {
      connection.run("BEGIN");
      var rows = connection.run(next).rows();
      assertThat(rows).hasSize(2);
      assertThat(new String(rows.getFirst()[0], StandardCharsets.US_ASCII))
          .isEqualTo("" + expected);
      expected += 2;
    }
    holder.run("COMMIT");
    for (var connection : waiting) {
      connection.run("COMMIT");
    }
  }

  @Test
  void insertsWaitForAKey() throws Exception {
    var insert = "INSERT INTO waits VALUES (10), (11), (12) RETURNING id";
    for (var connection : waiting) {
      connection.run("BEGIN");
      connection.run(insert);
      connection.run("ROLLBACK");
      connection.run("BEGIN");
    }
    holder.run("BEGIN");
    holder.run("INSERT INTO waits VALUES (12)");
    var results = new ArrayList<Future<List<Result>>>();
    for (var connection : waiting) {
      results.add(
          executor.submit(
              () -> {
                var result = connection.simple(insert);
                connection.run("COMMIT");
                return result;
              }));
    }
    awaitWaiting();
    assertAnswered();
    holder.run("ROLLBACK");
    var inserted = 0;
    for (var result : results) {
      var last = result.get().getLast();
      if (last.error() == null) {
        inserted++;
        assertThat(last.rows()).hasSize(3);
      } else {
        assertThat(last.error().sqlState()).isEqualTo("23505");
      }
    }
    assertThat(inserted).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM waits WHERE id >= 10")).isEqualTo(3);
  }

  @Test
  void tablesAreLocked() throws Exception {
    var insert = "INSERT INTO waits SELECT max(id) + 1, 5 FROM waits WHERE id < 0";
    var update = "UPDATE waits SET n = n + 1 WHERE id = 1";
    repeat(update, 2);
    repeat(insert.replace("max(id) + 1", "(random() * 1e9)::int + 100"), 1);
    holder.run("BEGIN");
    holder.run("LOCK TABLE waits IN SHARE MODE");
    whileOthersAreAnswered(update, () -> holder.run("COMMIT"));
    assertThat(number("SELECT n FROM waits WHERE id = 1")).isEqualTo(3 * WAITING);
  }

  @Test
  void advisoryLocksAreTakenOnce() throws Exception {
    var both = "SELECT pg_advisory_lock(4711), pg_advisory_lock(4712)";
    var unlock = "SELECT pg_advisory_unlock(4712), pg_advisory_unlock(4711)";
    for (var connection : waiting) {
      for (var i = 0; i < 3; i++) {
        connection.run(both);
        connection.run(unlock);
      }
    }
    holder.run("SELECT pg_advisory_lock(4712)");
    var results = new ArrayList<Future<String>>();
    for (var connection : waiting) {
      results.add(
          executor.submit(
              () -> {
                connection.run(both);
                var held =
                    "SELECT count(*) FROM pg_locks"
                        + " WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted";
                var count = text(connection.run(held));
                connection.run(unlock);
                return count;
              }));
    }
    awaitWaiting();
    assertAnswered();
    holder.run("SELECT pg_advisory_unlock(4712)");
    for (var held : results) {
      assertThat(held.get()).isEqualTo("2");
    }
    assertThat(number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).isZero();
  }

  @Test
  void sleepersKeepNobodyAwake() throws Exception {
    var sleep = "SELECT pg_sleep(1000)";
    repeat("SELECT pg_sleep(0)", 3);
    var sleepers = new ArrayList<Future<List<Result>>>();
    for (var connection : waiting) {
      sleepers.add(executor.submit(() -> connection.simple(sleep)));
    }
    var asleep = "SELECT count(*) FROM pg_stat_activity WHERE query = '" + sleep + "'";
    while (number(asleep) < WAITING) {
      Thread.onSpinWait();
    }
    assertAnswered();
    for (var connection : waiting) {
      other.run("SELECT pg_cancel_backend(%d)".formatted(connection.processId()));
    }
    for (var sleeper : sleepers) {
      assertThat(sleeper.get().getLast().error().sqlState()).isEqualTo("57014");
    }
  }

  @Test
  void aBackendIsTerminated() throws Exception {
    var victim = waiting.getFirst();
    holder.run("BEGIN");
    holder.run("UPDATE waits SET n = 1 WHERE id = 1");
    var ended =
        executor.submit(() -> victim.simple("UPDATE waits SET n = 2 WHERE id = 1"));
    while (number("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
      Thread.onSpinWait();
    }
    assertThat(text(other.run("SELECT pg_blocking_pids(%d)".formatted(victim.processId()))))
        .isEqualTo("{%d}".formatted(holder.processId()));
    assertThat(
            text(other.run("SELECT pg_terminate_backend(%d, 5000)".formatted(victim.processId()))))
        .isEqualTo("t");
    assertThatThrownBy(ended::get)
        .hasRootCauseInstanceOf(ServerError.class)
        .hasMessageContaining("57P01");
    var unknown = other.run("SELECT pg_cancel_backend(-1)");
    assertThat(text(unknown)).isEqualTo("f");
    assertThat(unknown.notices().getFirst().text())
        .isEqualTo("PID -1 is not a PostgreSQL backend process");
  }

  @FunctionalInterface
  private interface Release {
    void run() throws IOException;
  }

  private void repeat(String sql, int times) throws IOException {
    for (var connection : waiting) {
      for (var i = 0; i < times; i++) {
        connection.run(sql);
      }
    }
  }

  private List<Result> whileOthersAreAnswered(String sql, Release release) throws Exception {
    var running = new ArrayList<Future<Result>>();
    for (var connection : waiting) {
      running.add(executor.submit(() -> connection.run(sql)));
    }
    awaitWaiting();
    assertAnswered();
    release.run();
    var results = new ArrayList<Result>();
    for (var one : running) {
      results.add(one.get());
    }
    return results;
  }

  private void awaitWaiting() throws IOException {
    while (number("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted") < WAITING) {
      Thread.onSpinWait();
    }
  }

  private void assertAnswered() throws IOException {
    for (var i = 0; i < 3; i++) {
      assertThat(text(other.run("SELECT 41 + 1"))).isEqualTo("42");
      assertThat(text(holder.run("SELECT 41 + 1"))).isEqualTo("42");
    }
  }

  private long number(String sql) throws IOException {
    return Long.parseLong(text(other.run(sql)));
  }

  private static String text(Result result) {
    return new String(result.rows().getFirst()[0], StandardCharsets.US_ASCII);
  }
}
