package dev.omendb.compat.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.OmenServer;
import dev.omendb.compat.wire.Endpoint;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// Several clients commit as fast as they can; the server is killed with SIGKILL; after its restart
/// every acknowledged commit is there and no other is half there. Each transaction writes
/// [#ROWS_PER_COMMIT] rows of two tables and updates a counter, so half of one would show.
/// `-Domendb.crash.rounds=50` for more rounds.
@EnabledIf("dev.omendb.compat.server.OmenServer#available")
class KillDuringCommitsTest {
  private static final int CLIENTS = 4;
  private static final int ROWS_PER_COMMIT = 5;
  private static final int MIN_COMMITS_PER_ROUND = 40;
  private static final int MAX_EXTRA_COMMITS = 200;

  private final AtomicLong nextCommit = new AtomicLong();

  /// One client's work. Confined to its thread until that has ended.
  private final class Client implements Runnable {
    private final Endpoint endpoint;
    private final int number;
    private final AtomicLong acknowledgedInRound;
    final List<Long> acknowledged = new ArrayList<>();
    final List<String> surprises = new ArrayList<>();

    Client(Endpoint endpoint, int number, AtomicLong acknowledgedInRound) {
      this.endpoint = endpoint;
      this.number = number;
      this.acknowledgedInRound = acknowledgedInRound;
    }

    @Override
    public void run() {
      try (var connection = WireConnection.open(endpoint)) {
        while (true) {
          var commit = nextCommit.incrementAndGet();
          connection.run(transaction(commit));
          acknowledged.add(commit);
          acknowledgedInRound.incrementAndGet();
        }
      } catch (dev.omendb.compat.wire.ServerError e) {
        if (!e.serverMessage().severity().equals("FATAL")) {
          surprises.add(e.toString());
        }
      } catch (IOException e) {
        // The kill.
      }
    }

    /// One Query message is one transaction; the single statements of two rounds in three are too.
    private String transaction(long commit) {
      var sql = new StringBuilder("BEGIN;");
      for (var row = 0; row < ROWS_PER_COMMIT; row++) {
        sql.append("INSERT INTO crash_a VALUES (%d, %d);".formatted(commit, row));
      }
      sql.append(
          "INSERT INTO crash_b SELECT %d, g FROM generate_series(0, %d) g;"
              .formatted(commit, ROWS_PER_COMMIT - 1));
      sql.append("UPDATE crash_counter SET n = n + 1 WHERE client = %d;".formatted(number));
      return sql.append("COMMIT").toString();
    }
  }

  @Test
  void acknowledgedCommitsSurviveAndNoneIsHalfThere() throws IOException, InterruptedException {
    var rounds = Integer.getInteger("omendb.crash.rounds", 5);
    var seed = Long.getLong("omendb.seed", System.nanoTime());
    System.out.printf(
        "kill -9 during commits: repeat with -Domendb.seed=%d -Domendb.crash.rounds=%d%n",
        seed, rounds);
    var random = new Random(seed);
    var acknowledged = new HashSet<Long>();
    try (var server = OmenServer.start()) {
      prepare(server.endpoint());
      for (var round = 0; round < rounds; round++) {
        acknowledged.addAll(roundOfCommits(server, random));
        server.startAgain();
        check(server.endpoint(), acknowledged, round);
      }
    }
    System.out.printf("kill -9 during commits: %d acknowledged%n", acknowledged.size());
  }

  private static void prepare(Endpoint endpoint) throws IOException {
    try (var connection = WireConnection.open(endpoint)) {
      connection.run(
          "CREATE TABLE crash_a (commit_id bigint, row_no int, PRIMARY KEY (commit_id, row_no))");
      connection.run("CREATE TABLE crash_b (commit_id bigint, row_no int)");
      connection.run("CREATE TABLE crash_counter (client int PRIMARY KEY, n bigint)");
      for (var i = 0; i < CLIENTS; i++) {
        connection.run("INSERT INTO crash_counter VALUES (%d, 0)".formatted(i));
      }
    }
  }

  /// Kills the server after a random number of commits, while more are under way.
  private Set<Long> roundOfCommits(OmenServer server, Random random)
      throws IOException, InterruptedException {
    var done = new AtomicLong();
    var target = MIN_COMMITS_PER_ROUND + random.nextInt(MAX_EXTRA_COMMITS);
    var clients = new ArrayList<Client>();
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < CLIENTS; i++) {
      var client = new Client(server.endpoint(), i, done);
      clients.add(client);
      threads.add(Thread.ofPlatform().start(client));
    }
    while (done.get() < target && threads.stream().anyMatch(Thread::isAlive)) {
      Thread.onSpinWait();
    }
    server.kill();
    var acknowledged = new HashSet<Long>();
    for (var i = 0; i < CLIENTS; i++) {
      threads.get(i).join();
      acknowledged.addAll(clients.get(i).acknowledged);
      assertThat(clients.get(i).surprises).isEmpty();
    }
    assertThat(acknowledged).as("commits before the kill").hasSizeGreaterThanOrEqualTo(target);
    return acknowledged;
  }

  private static void check(Endpoint endpoint, Set<Long> acknowledged, int round)
      throws IOException {
    try (var connection = WireConnection.open(endpoint)) {
      var inA = commits(connection, "crash_a");
      var inB = commits(connection, "crash_b");
      assertThat(inA).as("both tables, round %d", round).isEqualTo(inB);
      assertThat(inA).as("acknowledged commits, round %d", round).containsAll(acknowledged);
      var counted = number(connection, "SELECT sum(n)::bigint FROM crash_counter");
      assertThat(counted).as("updates of whole commits, round %d", round).isEqualTo(inA.size());
      // The index knows the same rows as the table.
      var one = acknowledged.iterator().next();
      var byKey = "SELECT count(*) FROM crash_a WHERE commit_id = %d AND row_no = 1".formatted(one);
      assertThat(number(connection, byKey)).isEqualTo(1);
    }
  }

  /// The commits found, all of whose rows must be there.
  private static Set<Long> commits(WireConnection connection, String table) throws IOException {
    var found = new HashSet<Long>();
    var sql = "SELECT commit_id, count(*), sum(row_no) FROM %s GROUP BY commit_id".formatted(table);
    for (var row : connection.run(sql).rows()) {
      var commit = Long.parseLong(text(row[0]));
      assertThat(text(row[1])).as("rows of commit %d", commit).isEqualTo("" + ROWS_PER_COMMIT);
      found.add(commit);
    }
    return found;
  }

  private static long number(WireConnection connection, String sql) throws IOException {
    return Long.parseLong(text(connection.run(sql).rows().getFirst()[0]));
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.US_ASCII);
  }
}
