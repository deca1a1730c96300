package dev.omendb.pgwire.bench;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One connection that searches for a while, after warming up for a quarter of it.
final class AnnWorker implements Runnable {
  private static final String QUERY =
      "SELECT id FROM omendb_bench_items ORDER BY embedding <-> $1 LIMIT 10";

  private final URI url;
  private final AnnData data;
  private final String setting;
  private final int first;
  private final int step;
  private final double seconds;
  private long[] latencies = new long[1 << 12];
  private int count;
  private long hits;
  private @Nullable IOException failure;

  AnnWorker(URI url, AnnData data, String setting, int first, int step, double seconds) {
    this.url = url;
    this.data = data;
    this.setting = setting;
    this.first = first;
    this.step = step;
    this.seconds = seconds;
  }

  @Override
  public void run() {
    try (BenchClient client = new BenchClient(url)) {
      client.run(setting);
      client.prepare(QUERY);
      search(client, seconds / 4);
      search(client, seconds);
    } catch (IOException e) {
      failure = e;
    }
  }

  private void search(BenchClient client, double duration) throws IOException {
    count = 0;
    hits = 0;
    long[] ids = new long[16];
    long end = System.nanoTime() + (long) (duration * 1e9);
    int query = first;
    while (true) {
      byte[] vector = AnnBenchmark.encode(data.queries()[query]);
      long started = System.nanoTime();
      int rows = client.query(vector, ids);
      long done = System.nanoTime();
      if (done > end) {
        return;
      }
      if (count == latencies.length) {
        latencies = Arrays.copyOf(latencies, 2 * count);
      }
      latencies[count++] = done - started;
      for (int i = 0; i < rows; i++) {
        for (int row : data.truth()[query]) {
          hits += row == ids[i] ? 1 : 0;
        }
      }
      query = (query + step) % data.queries().length;
    }
  }

  /// Nanoseconds of each search.
  long[] latencies() {
    return Arrays.copyOf(latencies, count);
  }

  /// True neighbours found.
  long hits() {
    return hits;
  }

  void rethrow() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
