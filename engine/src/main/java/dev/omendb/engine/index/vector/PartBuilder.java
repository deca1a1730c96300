package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.IntegerOption;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.kernels.rabitq.BuildOptions;
import dev.omendb.kernels.rabitq.IvfBuilder;
import dev.omendb.kernels.rabitq.IvfPart;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/// Builds parts from rows of the table.
final class PartBuilder {
  private static final long ALIGNMENT = 64;
  private static final String CLUSTERING = "building index: performing k-means";
  private static final String LOADING = "building index: loading tuples";
  private static final String LEARNING = "building index: learning search effort";

  private final VectorKey key;
  private final Map<String, String> options;
  private final int threads;

  PartBuilder(VectorKey key, Map<String, String> options, int threads) {
    this.key = key;
    this.options = options;
    this.threads = threads;
  }

  /// Errors: 57014 once cancelled.
  Part build(RowIds rows, BuildMonitor monitor) {
    int count = rows.count();
    monitor.begin(CLUSTERING, count);
    AtomicBoolean loading = new AtomicBoolean();
    LongConsumer progress =
        encoded -> {
          if (loading.compareAndSet(false, true)) {
            monitor.begin(LOADING, count);
          }
          if (encoded == count) {
            monitor.begin(LEARNING, count);
          }
          monitor.done(encoded);
        };
    BuildOptions how =
        key.buildOptions(threads)
            .withLists(lists(count))
            .watched(monitor::isCancelled, progress);
    Arena arena = Arena.ofAuto();
    try {
      IvfPart part =
          IvfBuilder.build(
              key.codeMetric(), key.codeDimensions(), rows, how,
              bytes -> arena.allocate(bytes, ALIGNMENT));
      return new Part(part, null, arena);
    } catch (CancellationException e) {
      throw monitor.cancellation();
    }
  }

  /// ivfflat's `lists` counts when given; otherwise the number of rows decides.
  private int lists(int rows) {
    int lists = IntegerOption.of(options, "lists", 0);
    return lists == 0 ? 0 : Math.max(1, Math.min(lists, rows));
  }

  /// The same part with other row ids; -1 removes a row. The part itself when none changes.
  static Part renumbered(Part part, LongUnaryOperator newRowIds) {
    long[] ids = new long[part.rows()];
    int count = part.codes().copyIds(ids);
    boolean changed = false;
    for (int i = 0; i < count && !changed; i++) {
      changed = newRowIds.applyAsLong(ids[i]) != ids[i];
    }
    if (!changed) {
      return part;
    }
    MemorySegment old = part.codes().image();
    Arena arena = Arena.ofAuto();
    MemorySegment copy = arena.allocate(old.byteSize(), ALIGNMENT);
    MemorySegment.copy(old, 0, copy, 0, old.byteSize());
    IvfPart.renumber(copy, newRowIds);
    return new Part(IvfPart.open(copy), null, arena);
  }
}
