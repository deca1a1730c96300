package dev.omendb.pgwire.bench;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One connection that searches for a while, after warming up for a quarter of it. Each search is
/// one round trip of Bind, Execute and Sync.
final class AnnWorker implements Runnable {
  private final AnnSearches searches;
  private final int first;
  private final int step;
  private final double seconds;
  private final byte[][] encoded;
  private long[] latencies = new long[1 << 12];
  private int count;
  private long hits;
  private long wanted;
  private long rows;
  private @Nullable IOException failure;

  AnnWorker(AnnSearches searches, int first, int step, double seconds) {
    this.searches = searches;
    this.first = first;
    this.step = step;
    this.seconds = seconds;
    this.encoded = new byte[searches.queries().length][];
    Arrays.setAll(encoded, i -> AnnTable.encode(searches.queries()[i]));
  }

  @Override
  public void run() {
    try (BenchClient client = new BenchClient(searches.url())) {
      for (String setting : searches.settings()) {
        client.run(setting);
      }
      client.prepare("q", searches.sql());
      search(client, seconds / 4);
      search(client, seconds);
    } catch (IOException e) {
      failure = e;
    }
  }

  private void search(BenchClient client, double duration) throws IOException {
    count = 0;
    hits = 0;
    wanted = 0;
    rows = 0;
    long[] ids = new long[AnnData.K];
    long end = System.nanoTime() + (long) (duration * 1e9);
    int query = first % encoded.length;
    while (true) {
      long started = System.nanoTime();
      int found = client.execute("q", ids, encoded[query]);
      long done = System.nanoTime();
      if (done > end && count > 0) {
        return;
      }
      if (count == latencies.length) {
        latencies = Arrays.copyOf(latencies, 2 * count);
      }
      latencies[count++] = done - started;
      rows += found;
      wanted += searches.truth()[query].length;
      for (int i = 0; i < found; i++) {
        for (int row : searches.truth()[query]) {
          hits += row == ids[i] ? 1 : 0;
        }
      }
      query = (query + step) % encoded.length;
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

  /// True neighbours there are.
  long wanted() {
    return wanted;
  }

  long rows() {
    return rows;
  }

  void rethrow() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
