package dev.omendb.compat.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import dev.omendb.compat.wire.ServerError;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Money moves between accounts from many connections; every snapshot sees the same total, and no
/// update is lost.
@ExtendWith(ServerExtension.class)
class TransfersTest {
  private static final int ACCOUNTS = 20;
  private static final int WRITERS = 4;
  private static final int TRANSFERS = 100;
  private static final int CHECKS = 60;
  private static final long TOTAL = ACCOUNTS * 1000L;

  /// A transaction ended by one of these is simply tried again.
  private static final Set<String> RETRIED = Set.of("40001", "40P01");

  @ParameterizedTest
  @ValueSource(strings = {"READ COMMITTED", "REPEATABLE READ"})
  void everySnapshotSeesTheSameTotal(String isolation, Endpoint endpoint) throws Exception {
    var seed = Long.getLong("omendb.seed", System.nanoTime());
    System.out.printf("transfers at %s: repeat with -Domendb.seed=%d%n", isolation, seed);
    try (var setUp = WireConnection.open(endpoint)) {
      setUp.run("DROP TABLE IF EXISTS accounts");
      setUp.run("CREATE TABLE accounts (id int PRIMARY KEY, balance bigint, moves int)");
      setUp.run(
          "INSERT INTO accounts SELECT g, 1000, 0 FROM generate_series(1, %d) g"
              .formatted(ACCOUNTS));
    }
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (var i = 0; i < WRITERS; i++) {
        var random = new Random(seed + i);
        running.add(executor.submit(work(() -> transfers(endpoint, isolation, random))));
      }
      running.add(executor.submit(work(() -> totals(endpoint))));
      for (var one : running) {
        one.get();
      }
    }
    try (var reader = WireConnection.open(endpoint)) {
      assertThat(number(reader, "SELECT sum(balance)::bigint FROM accounts")).isEqualTo(TOTAL);
      assertThat(number(reader, "SELECT sum(moves) FROM accounts"))
          .isEqualTo(2L * WRITERS * TRANSFERS);
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static Callable<Void> work(Work work) {
    return () -> {
      work.run();
      return null;
    };
  }

  private static void transfers(Endpoint endpoint, String isolation, Random random)
      throws IOException {
    try (var connection = WireConnection.open(endpoint)) {
      for (var done = 0; done < TRANSFERS; ) {
        var from = 1 + random.nextInt(ACCOUNTS);
        var to = 1 + random.nextInt(ACCOUNTS);
        if (transfer(connection, isolation, from, to, 1 + random.nextInt(50))) {
          done++;
        }
      }
    }
  }

  /// Whether it committed.
  private static boolean transfer(
      WireConnection connection, String isolation, int from, int to, int amount)
      throws IOException {
    var steps =
        List.of(
            "BEGIN ISOLATION LEVEL " + isolation,
            update(-amount, from),
            update(amount, to),
            "COMMIT");
    for (var step : steps) {
      var error = connection.simple(step).getLast().error();
      if (error != null) {
        if (!RETRIED.contains(error.sqlState())) {
          throw new ServerError(error);
        }
        connection.run("ROLLBACK");
        return false;
      }
    }
    return true;
  }

  private static String update(int amount, int account) {
    return "UPDATE accounts SET balance = balance + (%d), moves = moves + 1 WHERE id = %d"
        .formatted(amount, account);
  }

  private static void totals(Endpoint endpoint) throws IOException {
    try (var connection = WireConnection.open(endpoint)) {
      for (var i = 0; i < CHECKS; i++) {
        var total = number(connection, "SELECT sum(balance)::bigint FROM accounts");
        assertThat(total).as("one statement's snapshot").isEqualTo(TOTAL);
        connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
        var low = number(connection, "SELECT sum(balance)::bigint FROM accounts WHERE id <= 10");
        var high = number(connection, "SELECT sum(balance)::bigint FROM accounts WHERE id > 10");
        connection.run("COMMIT");
        assertThat(low + high).as("two statements of one snapshot").isEqualTo(TOTAL);
      }
    }
  }

  private static long number(WireConnection connection, String sql) throws IOException {
    var value = connection.run(sql).rows().getFirst()[0];
    return Long.parseLong(new String(value, StandardCharsets.US_ASCII));
  }
}
