package dev.omendb.compat.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import dev.omendb.compat.wire.Result;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Statements that define or drop something another session was about to change: when they have
/// waited, they go by what is there then.
@ExtendWith(ServerExtension.class)
class WaitingDefinitionsTest {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private Endpoint server;
  private WireConnection one;
  private WireConnection two;
  private WireConnection watcher;

  @BeforeEach
  void connect(Endpoint endpoint) throws IOException {
    server = endpoint;
    one = WireConnection.open(endpoint);
    two = WireConnection.open(endpoint);
    watcher = WireConnection.open(endpoint);
    watcher.run("DROP TABLE IF EXISTS defined");
    watcher.run("CREATE TABLE defined AS SELECT g AS a FROM generate_series(1, 1000) g");
  }

  @AfterEach
  void disconnect() throws IOException {
    executor.shutdownNow();
    one.close();
    two.close();
    watcher.close();
  }

  @Test
  void aDropTakesAnIndexMadeMeanwhile() throws Exception {
    one.run("BEGIN");
    one.run("CREATE INDEX defined_a ON defined (a)");
    var dropped = waiting("DROP TABLE defined");
    one.run("COMMIT");
    assertThat(dropped.get().error()).isNull();
    one.run("CREATE TABLE defined (a int)");
    one.run("CREATE INDEX defined_a ON defined (a)");
    one.run("DROP INDEX defined_a");
  }

  @Test
  void aDropGoesByTheNameItFindsThen() throws Exception {
    one.run("BEGIN");
    one.run("DROP TABLE defined");
    var second = waiting("DROP TABLE defined");
    one.run("COMMIT");
    assertThat(second.get().error().toString())
        .contains("42P01", "table \"defined\" does not exist");
    one.run("CREATE TABLE defined (a int)");
    one.run("BEGIN");
    one.run("ALTER TABLE defined RENAME TO redefined");
    one.run("CREATE TABLE defined (b int)");
    var third = waiting("DROP TABLE defined");
    one.run("COMMIT");
    assertThat(third.get().error()).isNull();
    one.run("SELECT a FROM redefined");
    one.run("DROP TABLE redefined");
  }

  @Test
  void noIndexIsMadeOfATableDroppedMeanwhile() throws Exception {
    one.run("BEGIN");
    one.run("DROP TABLE defined");
    var made = waiting("CREATE INDEX defined_a ON defined (a)");
    one.run("COMMIT");
    assertThat(made.get().error().toString())
        .contains("42P01", "relation \"defined\" does not exist");
    one.run("CREATE TABLE defined (a int)");
    one.run("CREATE INDEX defined_a ON defined (a)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATE INDEX", "CREATE INDEX CONCURRENTLY"})
  @EnabledIf("dev.omendb.compat.server.OmenServer#available")
  void aLostClientLeavesNoName(String create) throws Exception {
    watcher.run("CREATE EXTENSION IF NOT EXISTS vector");
    watcher.run(
        "CREATE TABLE vectors AS SELECT g AS id, ARRAY[g % 71, g % 331, g]::vector(3) AS v"
            + " FROM generate_series(1, 20000) g");
    for (var i = 0; i < 3; i++) {
      watcher.run("DROP TABLE IF EXISTS defined");
      watcher.run("CREATE TABLE defined AS SELECT * FROM vectors");
      var index = create + " defined_v ON defined USING hnsw (v vector_l2_ops)";
      var lost = WireConnection.open(server);
      var building = executor.submit(() -> lost.simple(index));
      while (number("SELECT count(*) FROM pg_stat_progress_create_index") == 0
          && !building.isDone()) {
        Thread.onSpinWait();
      }
      lost.close();
      two.run("DROP TABLE defined");
      two.run("CREATE TABLE defined AS SELECT * FROM vectors");
      two.run(index);
      two.run("DROP INDEX defined_v");
    }
    watcher.run("DROP TABLE vectors");
  }

  /// Runs a statement that waits for a lock, and returns once it does.
  private Future<Result> waiting(String sql) throws IOException {
    var running = executor.submit(() -> two.simple(sql).getFirst());
    while (number("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
      Thread.onSpinWait();
    }
    return running;
  }

  private long number(String sql) throws IOException {
    var value = watcher.run(sql).rows().getFirst()[0];
    return Long.parseLong(new String(value, StandardCharsets.US_ASCII));
  }
}
