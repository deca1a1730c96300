package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexReader;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSnapshot;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/// An engine whose indexes are filled only when the test lets them.
///
/// @param fills how many have been
record HeldEngine(IndexEngine engine, CountDownLatch gate, AtomicInteger fills)
    implements IndexEngine {
  static HeldEngine of(IndexEngine engine) {
    return new HeldEngine(engine, new CountDownLatch(1), new AtomicInteger());
  }

  void release() {
    gate.countDown();
  }

  @Override
  public String accessMethod() {
    return engine.accessMethod();
  }

  @Override
  public Index build(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> keys,
      List<IndexRows> rows,
      BuildMonitor monitor) {
    return new HeldIndex(engine.build(definition, table, keys, rows, monitor));
  }

  @Override
  public Index standIn(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> keys,
      List<IndexRows> rows) {
    return engine.standIn(definition, table, keys, rows);
  }

  @Override
  public Index open(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> keys,
      FileSystem files,
      String folder,
      List<String> names) {
    return engine.open(definition, table, keys, files, folder, names);
  }

  private final class HeldIndex implements Index {
    private final Index index;

    HeldIndex(Index index) {
      this.index = index;
    }

    @Override
    public void fill(List<IndexRows> rows, BuildMonitor monitor) {
      while (!isOpen()) {
        if (monitor.isCancelled()) {
          throw monitor.cancellation();
        }
      }
      index.fill(rows, monitor);
      fills.incrementAndGet();
    }

    private boolean isOpen() {
      try {
        return gate.await(5, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void attach(TableSegments segments) {
      index.attach(segments);
    }

    @Override
    public void append(IndexRows rows) {
      index.append(rows);
    }

    @Override
    public IndexReader reader(IndexSnapshot snapshot) {
      return index.reader(snapshot);
    }

    @Override
    public Checkpoint checkpoint() {
      return index.checkpoint();
    }

    @Override
    public void moved(LongUnaryOperator newRowIds) {
      index.moved(newRowIds);
    }

    @Override
    public void maintain(LongUnaryOperator needed) {
      index.maintain(needed);
    }

    @Override
    public long bytes() {
      return index.bytes();
    }

    @Override
    public void close() {
      index.close();
    }
  }
}
