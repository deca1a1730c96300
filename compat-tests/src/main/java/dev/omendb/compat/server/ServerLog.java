package dev.omendb.compat.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Reads a server process's output, keeps its last lines and tells when it says `ready`.
/// Thread-safe.
final class ServerLog {
  private static final int KEPT_LINES = 400;

  private final Deque<String> lines = new ArrayDeque<>();
  private final CountDownLatch readyOrEnded = new CountDownLatch(1);
  private volatile boolean ready;

  void follow(Process process) {
    Thread.ofPlatform().daemon().name("server-log").start(() -> read(process));
  }

  private void read(Process process) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        keep(line);
        if (line.contains("ready")) {
          ready = true;
          readyOrEnded.countDown();
        }
      }
    } catch (IOException e) {
      keep("(output ended: " + e.getMessage() + ")");
    } finally {
      readyOrEnded.countDown();
    }
  }

  private synchronized void keep(String line) {
    lines.addLast(line);
    if (lines.size() > KEPT_LINES) {
      lines.removeFirst();
    }
  }

  synchronized List<String> lines() {
    return new ArrayList<>(lines);
  }

  /// Whether the server became ready within that time.
  boolean awaitReady(int timeoutSeconds) {
    try {
      return readyOrEnded.await(timeoutSeconds, TimeUnit.SECONDS) && ready;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
