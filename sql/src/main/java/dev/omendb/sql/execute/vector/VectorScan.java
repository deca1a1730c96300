package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.SegmentReader.FixedRows;
import dev.omendb.engine.storage.SegmentReader.VariableRows;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One pass over all vectors of a table without a filter. Large tables are shared out among
/// workers a few blocks at a time; each keeps its own nearest rows, merged at the end.
final class VectorScan {
  private static final int UNKNOWN_BYTES = 1024;

  /// Rows a worker takes at a time.
  private static final int UNIT_ROWS = 8 * Column.BATCH_ROWS;

  private final List<Unit> units = new ArrayList<>();
  private final AtomicInteger nextUnit = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private long bytes;

  private record Unit(SegmentReader segment, int from, int to) {}

  VectorScan(List<SegmentReader> segments, int attnum) {
    for (SegmentReader segment : segments) {
      bytes += bytes(segment, attnum);
      for (int from = 0; from < segment.rowCount(); from += UNIT_ROWS) {
        int to = Math.min(segment.rowCount(), from + UNIT_ROWS);
        units.add(new Unit(segment, from, to));
      }
    }
  }

  /// Fills `scorer`.
  ///
  /// @param helper makes a scorer for another thread
  void run(
      EvaluationContext context,
      SearchWorkers workers,
      BlockScorer scorer,
      Supplier<BlockScorer> helper) {
    int threads = Math.min(workers.threads(bytes), units.size());
    List<BlockScorer> helpers = new ArrayList<>();
    CountDownLatch running = new CountDownLatch(Math.max(0, threads - 1));
    for (int i = 1; i < threads; i++) {
      BlockScorer theirs = helper.get();
      helpers.add(theirs);
      workers.executor().execute(() -> help(theirs, running));
    }
    try {
      scoreUnits(scorer, context);
    } catch (Throwable e) {
      nextUnit.set(units.size());
      throw e;
    } finally {
      awaitAll(running);
    }
    Throwable failed = failure.get();
    if (failed instanceof RuntimeException e) {
      throw e;
    }
    if (failed instanceof Error e) {
      throw e;
    }
    for (BlockScorer other : helpers) {
      scorer.absorb(other);
    }
  }

  /// Bytes of a segment's vectors: a guess for encodings that are rare.
  private static long bytes(SegmentReader segment, int attnum) {
    FixedRows fixed = segment.fixedRows(attnum);
    if (fixed != null) {
      return (long) fixed.width() * segment.rowCount();
    }
    VariableRows variable = segment.variableRows(attnum);
    return variable == null
        ? (long) UNKNOWN_BYTES * segment.rowCount()
        : variable.start(segment.rowCount());
  }

  private void help(BlockScorer scorer, CountDownLatch running) {
    try {
      scoreUnits(scorer, null);
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
      nextUnit.set(units.size());
    } finally {
      running.countDown();
    }
  }

  private void scoreUnits(BlockScorer scorer, @Nullable EvaluationContext context) {
    while (true) {
      int index = nextUnit.getAndIncrement();
      if (index >= units.size() || index < 0) {
        return;
      }
      if (context != null) {
        context.checkCancelled();
      }
      Unit unit = units.get(index);
      for (int from = unit.from; from < unit.to; from += Column.BATCH_ROWS) {
        scorer.scoreBlock(unit.segment, from, Math.min(unit.to, from + Column.BATCH_ROWS));
      }
    }
  }

  /// Helpers finish their unit at most; an interrupt is kept for later.
  private static void awaitAll(CountDownLatch running) {
    boolean interrupted = false;
    while (true) {
      try {
        running.await();
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
