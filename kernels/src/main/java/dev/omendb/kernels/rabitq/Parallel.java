package dev.omendb.kernels.rabitq;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// Runs a loop on several threads, in chunks taken in turn.
final class Parallel {
  private Parallel() {}

  /// One chunk of the loop; `worker` numbers the thread from 0.
  interface Body {
    void run(int worker, int from, int to);
  }

  /// Runs `body` over 0 to `count - 1`; the caller is one of the threads.
  ///
  /// @throws CancellationException soon after `cancelled` answers true
  static void forEach(int threads, int count, int chunk, BooleanSupplier cancelled, Body body) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    int workers = Math.max(1, Math.min(threads, (count + chunk - 1) / chunk));
    Thread[] started = new Thread[workers - 1];
    for (int i = 0; i < started.length; i++) {
      int worker = i + 1;
      started[i] =
          Thread.ofPlatform()
              .daemon()
              .name("omendb-build-" + worker)
              .start(() -> work(worker, count, chunk, cancelled, body, next, failure));
    }
    work(0, count, chunk, cancelled, body, next, failure);
    for (Thread thread : started) {
      joinQuietly(thread);
    }
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private static void work(
      int worker,
      int count,
      int chunk,
      BooleanSupplier cancelled,
      Body body,
      AtomicInteger next,
      AtomicReference<Throwable> failure) {
    try {
      while (failure.get() == null) {
        int from = next.getAndAdd(chunk);
        if (from >= count || from < 0) {
          return;
        }
        if (cancelled.getAsBoolean()) {
          throw new CancellationException("index build cancelled");
        }
        body.run(worker, from, Math.min(count, from + chunk));
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  /// Waits to the end in any case: workers use memory the caller frees. The interrupt is kept.
  private static void joinQuietly(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
