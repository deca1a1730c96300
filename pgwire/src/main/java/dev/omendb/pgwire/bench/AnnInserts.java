package dev.omendb.pgwire.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Inserts into the indexed table, and searches while rows come in at a constant rate. The rows are
/// copies of rows there, under new ids.
final class AnnInserts {
  private static final int COPIED = 5000;
  private static final String INSERT =
      "INSERT INTO " + AnnTable.NAME + " VALUES ($1, $2, $3, $4)";

  private final AnnData data;
  private final AnnOptions options;

  AnnInserts(AnnData data, AnnOptions options) {
    this.data = data;
    this.options = options;
  }

  void run(List<AnnTable> tables) throws Exception {
    System.out.printf(
        "%n| server | COPY into the index, rows/s | search p50 | p99 | with inserts/s | p50 |"
            + " p99 |%n");
    System.out.println("|---|---|---|---|---|---|---|");
    for (AnnTable table : tables) {
      measure(table);
    }
  }

  private void measure(AnnTable table) throws Exception {
    double copied;
    int next = data.rows().length;
    try (BenchClient client = new BenchClient(table.url())) {
      copied = copy(client, next);
    }
    AnnSearches searches =
        new AnnSearches(
            table.url(), List.of(), AnnTable.SEARCH, data.queries(), data.truth());
    AnnSearches.Measured quiet = searches.measure(1, options.seconds());
    Inserter inserter = new Inserter(table, next + COPIED);
    Thread thread = Thread.ofPlatform().start(inserter);
    AnnSearches.Measured busy = searches.measure(1, options.seconds());
    double rate = inserter.stop(thread);
    System.out.printf(
        Locale.ROOT, "| %s | %,.0f | %d µs | %d µs | %.0f | %d µs | %d µs |%n",
        table.title(), copied, quiet.p50Nanos() / 1000, quiet.p99Nanos() / 1000, rate,
        busy.p50Nanos() / 1000, busy.p99Nanos() / 1000);
  }

  /// Rows a second of one COPY.
  private double copy(BenchClient client, int firstId) throws IOException {
    long started = System.nanoTime();
    client.startCopy(
        "COPY %s (id, chance, place, embedding) FROM STDIN WITH (FORMAT binary)"
            .formatted(AnnTable.NAME));
    for (int i = 0; i < COPIED; i++) {
      client.copyRow(AnnTable.values(data, firstId + i, i % data.rows().length));
    }
    client.endCopy();
    return COPIED / AnnTable.secondsSince(started);
  }

  private void insert(BenchClient client, int id) throws IOException {
    client.execute("i", new long[1], AnnTable.values(data, id, id % data.rows().length));
  }

  /// Inserts one row after the other, each its own transaction, no faster than asked for.
  private final class Inserter implements Runnable {
    private final AnnTable table;
    private final int firstId;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private double perSecond;
    private @Nullable IOException failure;

    Inserter(AnnTable table, int firstId) {
      this.table = table;
      this.firstId = firstId;
    }

    @Override
    public void run() {
      try (BenchClient client = new BenchClient(table.url())) {
        client.prepare("i", INSERT);
        long started = System.nanoTime();
        int count = 0;
        while (!stopped.get()) {
          insert(client, firstId + count++);
          long due = started + count * 1_000_000_000L / options.insertsPerSecond();
          LockSupport.parkNanos(due - System.nanoTime());
        }
        perSecond = count / AnnTable.secondsSince(started);
      } catch (IOException e) {
        failure = e;
      }
    }

    /// Answers how many rows a second there were.
    double stop(Thread thread) throws Exception {
      stopped.set(true);
      thread.join();
      if (failure != null) {
        throw failure;
      }
      return perSecond;
    }
  }
}
