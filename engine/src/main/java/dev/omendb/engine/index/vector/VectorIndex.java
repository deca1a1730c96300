package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexReader;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.rabitq.CodeSearch;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A vector index: parts, tails, and the work that turns tails into parts and parts into larger
/// ones.
///
/// New rows go into the tail, where the next search finds them. A tail of [#SEAL_ROWS] rows is
/// frozen and a part built from it in the background; a checkpoint does the same with what there
/// is, so that parts on disk hold everything up to it and recovery appends the rest again. A new
/// part takes in the parts that are not much larger, so that few remain.
///
/// Parts and tails hold row ids and codes only: to build from them, vectors are read from the
/// table's segments. The state is replaced under the lock and read without it.
final class VectorIndex implements Index {
  private static final Logger LOGGER = LoggerFactory.getLogger(VectorIndex.class);

  /// Rows a tail holds before it becomes a part: scanning that many codes takes about 0.1 ms.
  private static final int SEAL_ROWS = 65_536;

  /// A new index over fewer rows than this is a tail.
  private static final int SMALLEST_PART_ROWS = 4_096;

  /// A part with a larger share of dead rows is built anew.
  private static final double MAX_DEAD_SHARE = 0.2;

  /// Searchers kept for reuse.
  private static final int MAX_IDLE_SEARCHERS = 64;

  private final CatalogObject.Index definition;
  private final VectorKey key;
  private final KeyReaders readers;
  private final PartBuilder builder;
  private final ComputeEngine compute;
  private final Executor background;
  private final Object lock = new Object();

  /// Held while a part is built: one at a time.
  private final Object building = new Object();

  /// Guarded by the lock, as the vector it reads into.
  private final KeyReader writer;

  private final float[] vector;
  private final ConcurrentLinkedQueue<CodeSearch> idle = new ConcurrentLinkedQueue<>();
  private volatile IndexState state;
  private volatile TableSegments segments = number -> null;
  private volatile boolean closed;

  /// Guarded by the lock, as the following.
  private boolean sealing;

  /// How often row ids have changed.
  private int moves;

  VectorIndex(
      CatalogObject.Index definition,
      VectorKey key,
      KeyReaders readers,
      IndexState state,
      PartBuilder builder,
      ComputeEngine compute,
      Executor background) {
    this.definition = definition;
    this.key = key;
    this.readers = readers;
    this.writer = readers.take();
    this.state = state;
    this.builder = builder;
    this.compute = compute;
    this.background = background;
    this.vector = new float[key.codeDimensions()];
  }

  KeyReaders readers() {
    return readers;
  }

  VectorKey key() {
    return key;
  }

  ComputeEngine compute() {
    return compute;
  }

  IndexState state() {
    return state;
  }

  CatalogObject.Index definition() {
    return definition;
  }

  /// One part of all rows, or more rows of the tail when they are few.
  @Override
  public void fill(List<IndexRows> rows, BuildMonitor monitor) {
    int count = rows.stream().mapToInt(IndexRows::count).sum();
    if (count < SMALLEST_PART_ROWS) {
      rows.forEach(this::append);
      return;
    }
    long[] ids = new long[count];
    int size = 0;
    List<SegmentReader> given = new ArrayList<>();
    for (IndexRows group : rows) {
      given.add(group.segment());
      for (int i = 0; i < group.count(); i++) {
        ids[size++] = group.rowId(i);
      }
    }
    RowIds source = RowIds.of(readers, ids, size, RowIds.segmentsOf(given));
    Part part = builder.build(source, monitor);
    boolean allSquared = part.rows() == source.count() && key.codeMetric() != Metric.L1;
    long[] strays = allSquared ? new long[0] : source.strays();
    synchronized (lock) {
      state = state.with(key, part, strays);
    }
  }

  @Override
  public void attach(TableSegments table) {
    segments = table;
  }

  @Override
  public void append(IndexRows rows) {
    synchronized (lock) {
      Tail tail = state.tail();
      long[] strays = {};
      int strayCount = 0;
      for (int i = 0; i < rows.count(); i++) {
        if (writer.read(rows.segment(), rows.positions()[i], vector, 0)
            && !tail.codes().append(rows.rowId(i), vector)) {
          strays = LongArrays.grow(strays, strayCount + 1);
          strays[strayCount++] = rows.rowId(i);
        }
      }
      if (strayCount > 0) {
        state = state.withStrays(strays, strayCount);
      }
      tail.codes().publish();
      if (tail.rows() >= SEAL_ROWS) {
        state = state.frozenTail(key);
        sealLater();
      }
    }
  }

  private void sealLater() {
    if (!sealing && !closed) {
      sealing = true;
      background.execute(this::sealFrozen);
    }
  }

  /// Builds parts from frozen tails until there are none.
  private void sealFrozen() {
    try {
      while (true) {
        IndexState now;
        synchronized (lock) {
          now = state;
          if (now.frozen().isEmpty() || closed) {
            return;
          }
        }
        combine(now.frozen(), now.mergeable(), id -> id);
      }
    } catch (RuntimeException e) {
      if (!closed) {
        LOGGER.error("cannot build a part of index \"{}\"", definition.name(), e);
      }
    } finally {
      synchronized (lock) {
        sealing = false;
      }
    }
  }

  /// Builds one part of the rows of some tails and parts, and puts it in their place unless they
  /// have changed meanwhile. Null when no row is left.
  ///
  /// @param needed a row's id from now on, -1 to leave it out
  private @Nullable Part combine(
      List<Tail> tails, List<Part> parts, LongUnaryOperator needed) {
    synchronized (building) {
      int before;
      RowIds rows;
      synchronized (lock) {
        before = moves;
        rows = rowsOf(tails, parts, needed);
      }
      Part part = rows.count() == 0 ? null : builder.build(rows, () -> closed);
      synchronized (lock) {
        if (before == moves && state.holds(tails, parts)) {
          state = state.replaced(tails, parts, part);
        }
      }
      return part;
    }
  }

  /// The ids of all entries, dead ones included.
  long[] allIds(IndexState of) {
    long[] ids = ids(of.tails(), of.parts());
    long[] strays = of.strays();
    long[] all = Arrays.copyOf(ids, ids.length + strays.length);
    System.arraycopy(strays, 0, all, ids.length, strays.length);
    return Arrays.stream(all).filter(id -> id >= 0).toArray();
  }

  private RowIds rowsOf(List<Tail> tails, List<Part> parts, LongUnaryOperator needed) {
    long[] ids = ids(tails, parts);
    for (int i = 0; i < ids.length; i++) {
      ids[i] = ids[i] < 0 ? -1 : needed.applyAsLong(ids[i]);
    }
    return RowIds.of(readers, ids, ids.length, segments);
  }

  private static long[] ids(List<Tail> tails, List<Part> parts) {
    int count = 0;
    for (Tail tail : tails) {
      count += tail.rows();
    }
    for (Part part : parts) {
      count += part.rows();
    }
    long[] ids = new long[count];
    int size = 0;
    for (Tail tail : tails) {
      size += tail.copyIds(ids, size);
    }
    for (Part part : parts) {
      long[] some = new long[part.rows()];
      int rows = part.codes().copyIds(some);
      System.arraycopy(some, 0, ids, size, rows);
      size += rows;
    }
    return Arrays.copyOf(ids, size);
  }

  @Override
  public void maintain(LongUnaryOperator needed) {
    for (Part part : state.parts()) {
      long[] ids = new long[part.rows()];
      int present = part.codes().copyIds(ids);
      int dead = part.rows() - present;
      for (int i = 0; i < present; i++) {
        dead += needed.applyAsLong(ids[i]) < 0 ? 1 : 0;
      }
      if (dead > MAX_DEAD_SHARE * part.rows()) {
        combine(List.of(), List.of(part), needed);
      }
    }
  }

  @Override
  public IndexReader reader(IndexSnapshot snapshot) {
    return new VectorReader(this, state, snapshot);
  }

  CodeSearch takeSearcher() {
    CodeSearch searcher = idle.poll();
    return searcher != null
        ? searcher
        : new CodeSearch(key.codeMetric(), key.proxy(), key.codeDimensions(), compute);
  }

  void returnSearcher(CodeSearch searcher) {
    if (idle.size() < MAX_IDLE_SEARCHERS) {
      idle.add(searcher);
    }
  }

  @Override
  public Checkpoint checkpoint() {
    synchronized (lock) {
      if (state.tail().rows() > 0) {
        state = state.frozenTail(key);
      }
      IndexState then = state;
      return (files, folder, prefix) -> write(files, folder, prefix, then);
    }
  }

  /// Writes what was there at the checkpoint: its parts, and one part made of its tails and the
  /// smallest parts.
  private List<String> write(
      FileSystem files, String folder, String prefix, IndexState then) {
    List<Part> all = new ArrayList<>(then.parts());
    if (!then.frozen().isEmpty()) {
      List<Part> merged = then.mergeable();
      all.removeAll(merged);
      Part part = combine(then.frozen(), merged, id -> id);
      if (part != null) {
        all.add(part);
      }
    }
    List<String> names = new ArrayList<>();
    for (Part part : all) {
      if (part.rows() > 0) {
        String known = part.fileName();
        names.add(
            known != null
                ? known
                : named(part, PartFile.write(files, folder, prefix, part)));
      }
    }
    if (then.strays().length > 0) {
      names.add(PartFile.writeStrays(files, folder, prefix, then.strays()));
    }
    return names;
  }

  /// Remembers the file of a part, so that the next checkpoint does not write it again.
  private String named(Part part, String name) {
    synchronized (lock) {
      List<Part> parts = new ArrayList<>(state.parts());
      parts.replaceAll(p -> p.codes() == part.codes() ? p.named(name) : p);
      state = state.withParts(parts);
    }
    return name;
  }

  @Override
  public void moved(LongUnaryOperator newRowIds) {
    synchronized (lock) {
      moves++;
      List<Part> parts = new ArrayList<>();
      for (Part part : state.parts()) {
        parts.add(PartBuilder.renumbered(part, newRowIds));
      }
      long[] strays =
          Arrays.stream(state.strays()).map(newRowIds).filter(id -> id >= 0).toArray();
      List<Tail> tails = new ArrayList<>();
      for (Tail tail : state.tails()) {
        tails.add(new Tail(tail.codes().renumbered(newRowIds)));
      }
      Tail last = tails.removeLast();
      state = new IndexState(parts, tails, last, strays);
      if (!tails.isEmpty()) {
        sealLater();
      }
    }
  }

  @Override
  public long bytes() {
    return state.bytes();
  }

  @Override
  public void close() {
    closed = true;
  }
}
