package dev.omendb.pgwire.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Searches to run over and over: a statement of one vector parameter, the queries it is given, and
/// the true answer to each.
///
/// @param settings statements to run before
record AnnSearches(
    URI url, List<String> settings, String sql, float[][] queries, int[][] truth) {
  /// What a measurement found.
  ///
  /// @param rows returned by a search, on average
  record Measured(double recall, double rows, double perSecond, long p50Nanos, long p99Nanos) {}

  /// The quickest of some rounds.
  Measured best(int connections, AnnOptions options) throws Exception {
    Measured best = measure(connections, options.seconds());
    for (int round = 1; round < options.rounds(); round++) {
      Measured next = measure(connections, options.seconds());
      best = next.perSecond > best.perSecond ? next : best;
    }
    return best;
  }

  /// Runs on several connections at once.
  Measured measure(int connections, double seconds) throws Exception {
    List<AnnWorker> workers = new ArrayList<>();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      AnnWorker worker = new AnnWorker(this, i, connections, seconds);
      workers.add(worker);
      running.add(Thread.ofPlatform().start(worker));
    }
    for (Thread thread : running) {
      thread.join();
    }
    for (AnnWorker worker : workers) {
      worker.rethrow();
    }
    long[] latencies =
        workers.stream().flatMapToLong(w -> Arrays.stream(w.latencies())).sorted().toArray();
    long hits = workers.stream().mapToLong(AnnWorker::hits).sum();
    long wanted = workers.stream().mapToLong(AnnWorker::wanted).sum();
    long rows = workers.stream().mapToLong(AnnWorker::rows).sum();
    int count = latencies.length;
    return new Measured(
        (double) hits / Math.max(1, wanted), (double) rows / Math.max(1, count), count / seconds,
        count == 0 ? 0 : latencies[count / 2], count == 0 ? 0 : latencies[(int) (count * 0.99)]);
  }
}
