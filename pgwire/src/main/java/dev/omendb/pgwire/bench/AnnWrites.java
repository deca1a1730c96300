package dev.omendb.pgwire.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Durable changes of the indexed table, each transaction one round trip: one row at a time, a
/// hundred in one statement, a hundred statements in one batch. Changes the table for good.
final class AnnWrites {
  private static final int BATCH = 100;
  private static final String INSERT = "INSERT INTO " + AnnTable.NAME + " VALUES ($1, $2, $3, $4)";

  private final AnnData data;
  private final AnnOptions options;

  /// New rows count on from here, on all servers.
  private final AtomicInteger nextId = new AtomicInteger(1_000_000_000);

  AnnWrites(AnnData data, AnnOptions options) {
    this.data = data;
    this.options = options;
  }

  /// What is done.
  ///
  /// @param statements in one transaction
  /// @param rows of one statement
  private record Change(String title, String sql, int statements, int rows, Values values) {
    /// Whether it is over when every row of the data has had its turn.
    boolean isOfKnownRows() {
      return !sql.startsWith("INSERT");
    }

    static Change ofOneRow(String title, String sql, Values values) {
      return new Change(title, sql, 1, 1, values);
    }
  }

  /// Parameters for the n-th statement.
  private interface Values {
    byte[][] of(int n);
  }

  void run(List<AnnTable> tables) throws Exception {
    System.out.printf("%n| rows a second | connections |");
    tables.forEach(table -> System.out.printf(" %s |", table.title()));
    System.out.printf("%n|---|---|%s%n", "---|".repeat(tables.size()));
    for (Change change : changes()) {
      for (int connections : options.connections()) {
        System.out.printf("| %s | %d |", change.title, connections);
        for (AnnTable table : tables) {
          System.out.printf(Locale.ROOT, " %,.0f |", measure(table, change, connections));
        }
        System.out.println();
      }
    }
  }

  /// Deletions come last: they leave fewer rows to change.
  private List<Change> changes() {
    int rows = data.rows().length;
    String table = AnnTable.NAME;
    Values fresh = n -> AnnTable.values(data, nextId.getAndIncrement(), n % rows);
    return List.of(
        Change.ofOneRow("INSERT of one row", INSERT, fresh),
        new Change(
            "INSERT of %d rows".formatted(BATCH), manyRows(), 1, BATCH, n -> many(fresh, n)),
        new Change("%d INSERTs in one batch".formatted(BATCH), INSERT, BATCH, 1, fresh),
        Change.ofOneRow(
            "UPDATE of the vector by key",
            "UPDATE " + table + " SET embedding = $2 WHERE id = $1",
            n -> new byte[][] {
              BenchClient.bigint(scattered(n)), AnnTable.encode(data.rows()[n % rows])
            }),
        Change.ofOneRow(
            "UPDATE of another column by key",
            "UPDATE " + table + " SET chance = chance + 1 WHERE id = $1",
            n -> new byte[][] {BenchClient.bigint(scattered(n))}),
        Change.ofOneRow(
            "DELETE by key",
            "DELETE FROM " + table + " WHERE id = $1",
            n -> new byte[][] {BenchClient.bigint(n)}));
  }

  /// Neighbouring numbers lead to distant rows.
  private int scattered(int n) {
    return (int) (n * 7919L % data.rows().length);
  }

  private static String manyRows() {
    StringBuilder sql = new StringBuilder("INSERT INTO " + AnnTable.NAME + " VALUES ");
    for (int p = 1; p <= 4 * BATCH; p += 4) {
      sql.append(p == 1 ? "" : ", ")
          .append("($%d, $%d, $%d, $%d)".formatted(p, p + 1, p + 2, p + 3));
    }
    return sql.toString();
  }

  private static byte[][] many(Values rows, int n) {
    List<byte[]> values = new ArrayList<>();
    for (int row = 0; row < BATCH; row++) {
      values.addAll(List.of(rows.of(n * BATCH + row)));
    }
    return values.toArray(byte[][]::new);
  }

  /// Rows a second, after a time to warm up. Ends early when all rows have had their turn.
  private double measure(AnnTable table, Change change, int connections) throws Exception {
    AtomicInteger statements = new AtomicInteger();
    work(table, change, connections, statements, options.seconds() / 2);
    long started = System.nanoTime();
    long done = work(table, change, connections, statements, options.seconds());
    return done * change.rows / AnnTable.secondsSince(started);
  }

  /// Answers how many statements were run.
  private long work(
      AnnTable table, Change change, int connections, AtomicInteger statements, double seconds)
      throws Exception {
    AtomicLong done = new AtomicLong();
    List<Worker> workers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Worker worker = new Worker(table, change, statements, seconds, done);
      workers.add(worker);
      threads.add(Thread.ofPlatform().start(worker));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (Worker worker : workers) {
      worker.rethrow();
    }
    return done.get();
  }

  /// One connection.
  private final class Worker implements Runnable {
    private final AnnTable table;
    private final Change change;
    private final AtomicInteger statements;
    private final double seconds;
    private final AtomicLong done;
    private @Nullable IOException failure;

    Worker(
        AnnTable table, Change change, AtomicInteger statements, double seconds, AtomicLong done) {
      this.table = table;
      this.change = change;
      this.statements = statements;
      this.seconds = seconds;
      this.done = done;
    }

    @Override
    public void run() {
      long[] none = new long[0];
      try (BenchClient client = new BenchClient(table.url())) {
        client.prepare("w", change.sql);
        long started = System.nanoTime();
        while (AnnTable.secondsSince(started) < seconds) {
          int first = statements.getAndAdd(change.statements);
          if (change.isOfKnownRows() && first >= data.rows().length) {
            return;
          }
          for (int i = 0; i < change.statements; i++) {
            client.start("w", change.values.of(first + i));
          }
          client.finish(none);
          done.addAndGet(change.statements);
        }
      } catch (IOException e) {
        failure = e;
      }
    }

    void rethrow() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }
  }
}
