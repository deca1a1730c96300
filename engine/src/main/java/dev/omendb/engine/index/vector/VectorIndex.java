package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexReader;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.rabitq.CodeSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// A vector index: parts, tails, and the background work that turns tails into parts.
///
/// New rows go into the tail, where the next search finds them. A tail of [#SEAL_ROWS] rows is
/// frozen and a part built from it in the background; a checkpoint does the same with what there is,
/// so that parts on disk hold everything up to it and recovery appends the rest again. A new part
/// takes in the parts made in this run that are not much larger, so that few remain.
///
/// The state is replaced under the lock and read without it.
final class VectorIndex implements Index {
  /// Rows a tail holds before it becomes a part: scanning that many codes takes about 0.1 ms.
  private static final int SEAL_ROWS = 65_536;

  /// A new index over fewer rows than this is a tail.
  private static final int SMALLEST_PART_ROWS = 4_096;

  /// Searchers kept for reuse.
  private static final int MAX_IDLE_SEARCHERS = 64;

  private final CatalogObject.Index definition;
  private final VectorKey key;
  private final PartBuilder builder;
  private final ComputeEngine compute;
  private final Executor background;
  private final Object lock = new Object();
  private final float[] vector;
  private volatile IndexState state;
  private volatile boolean closed;
  private boolean sealing;
  private final ConcurrentLinkedQueue<CodeSearch> idle = new ConcurrentLinkedQueue<>();

  /// The rows of parts built in this run, so that they can be merged.
  private final List<Built> built = new ArrayList<>();

  private record Built(Part part, List<RowGroup> rows) {}

  VectorIndex(
      CatalogObject.Index definition,
      VectorKey key,
      IndexState state,
      PartBuilder builder,
      ComputeEngine compute,
      Executor background) {
    this.definition = definition;
    this.key = key;
    this.state = state;
    this.builder = builder;
    this.compute = compute;
    this.background = background;
    this.vector = new float[key.dimensions()];
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

  /// The rows a new index starts with, as one part (or a tail when they are few).
  void load(List<IndexRows> rows) {
    long count = rows.stream().mapToLong(IndexRows::count).sum();
    if (count < SMALLEST_PART_ROWS) {
      rows.forEach(this::append);
      return;
    }
    List<RowGroup> groups = rows.stream().map(RowGroup::of).toList();
    Part part = builder.build(groups, () -> closed || Thread.currentThread().isInterrupted());
    state = IndexState.of(key, List.of(part), strays(rows));
    built.add(new Built(part, groups));
  }

  /// Ids of the rows that a part left out because no code can stand for them.
  private long[] strays(List<IndexRows> rows) {
    long[] found = new long[16];
    int size = 0;
    for (IndexRows group : rows) {
      for (int i = 0; i < group.count(); i++) {
        if (RowVectors.read(key, group.segment(), group.positions()[i], vector, 0)
            && Strays.isStray(key.metric(), vector)) {
          if (size == found.length) {
            found = Arrays.copyOf(found, 2 * size);
          }
          found[size++] = group.rowId(i);
        }
      }
    }
    return Arrays.copyOf(found, size);
  }

  @Override
  public void append(IndexRows rows) {
    synchronized (lock) {
      Tail tail = state.tail();
      for (int i = 0; i < rows.count(); i++) {
        if (RowVectors.read(key, rows.segment(), rows.positions()[i], vector, 0)
            && !tail.codes().append(rows.rowId(i), vector)) {
          state = state.withStray(rows.rowId(i));
        }
      }
      tail.add(RowGroup.of(rows));
      tail.codes().publish();
      if (tail.codes().count() >= SEAL_ROWS) {
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
    while (true) {
      List<Tail> tails;
      synchronized (lock) {
        tails = state.frozen();
        if (tails.isEmpty() || closed) {
          sealing = false;
          return;
        }
      }
      seal(tails);
    }
  }

  /// One part from some frozen tails and the newest parts of about their size.
  private void seal(List<Tail> tails) {
    List<RowGroup> rows = new ArrayList<>();
    long count = 0;
    for (Tail tail : tails) {
      rows.addAll(tail.rows());
      count += tail.codes().count();
    }
    List<Built> merged = mergeable(count);
    List<RowGroup> all = new ArrayList<>();
    merged.forEach(m -> all.addAll(m.rows()));
    all.addAll(rows);
    Part part = builder.build(all, () -> closed);
    synchronized (lock) {
      if (!state.frozen().containsAll(tails)) {
        return;
      }
      List<Part> old = merged.stream().map(Built::part).toList();
      if (containsAll(old)) {
        state = state.replaced(tails, old, part);
        built.removeAll(merged);
        built.add(new Built(part, all));
        return;
      }
    }
    seal(tails);
  }

  private boolean containsAll(List<Part> parts) {
    for (Part part : parts) {
      if (state.parts().stream().noneMatch(p -> p.codes() == part.codes())) {
        return false;
      }
    }
    return true;
  }

  /// The newest parts of this run that are at most twice as large as what comes on top of them.
  private List<Built> mergeable(long rows) {
    synchronized (lock) {
      built.removeIf(b -> state.parts().stream().noneMatch(p -> p.codes() == b.part().codes()));
      List<Built> merged = new ArrayList<>();
      long size = rows;
      for (int i = built.size() - 1; i >= 0; i--) {
        Built candidate = built.get(i);
        if (candidate.part().rows() > 2 * size) {
          break;
        }
        merged.add(candidate);
        size += candidate.part().rows();
      }
      return merged;
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
        : new CodeSearch(key.metric(), key.dimensions(), compute);
  }

  void returnSearcher(CodeSearch searcher) {
    if (idle.size() < MAX_IDLE_SEARCHERS) {
      idle.add(searcher);
    }
  }

  @Override
  public Checkpoint checkpoint() {
    synchronized (lock) {
      if (state.tail().codes().count() > 0) {
        state = state.frozenTail(key);
      }
      List<Tail> tails = state.frozen();
      List<Part> parts = state.parts();
      long[] strays = state.strays();
      return (files, folder, prefix) -> write(files, folder, prefix, tails, parts, strays);
    }
  }

  /// Writes what was there at the checkpoint: its parts, and one part made of its tails.
  private List<String> write(
      FileSystem files,
      String folder,
      String prefix,
      List<Tail> tails,
      List<Part> parts,
      long[] strays) {
    List<Part> all = new ArrayList<>(parts);
    if (!tails.isEmpty()) {
      all.add(partOf(tails));
    }
    List<String> names = new ArrayList<>();
    for (Part part : all) {
      if (part.rows() > 0) {
        names.add(
            part.fileName() != null
                ? part.fileName()
                : named(part, PartFile.write(files, folder, prefix, part)));
      }
    }
    if (strays.length > 0) {
      names.add(PartFile.writeStrays(files, folder, prefix, strays));
    }
    return names;
  }

  private Part partOf(List<Tail> tails) {
    List<RowGroup> rows = new ArrayList<>();
    tails.forEach(tail -> rows.addAll(tail.rows()));
    Part part = builder.build(rows, () -> false);
    synchronized (lock) {
      if (state.frozen().containsAll(tails)) {
        state = state.replaced(tails, List.of(), part);
        built.add(new Built(part, rows));
      }
    }
    return part;
  }

  /// Remembers the file of a part, so that the next checkpoint does not write it again.
  private String named(Part part, @Nullable String name) {
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
      List<Part> parts = new ArrayList<>();
      for (Part part : state.parts()) {
        parts.add(PartBuilder.renumbered(part, newRowIds));
      }
      long[] strays =
          Arrays.stream(state.strays()).map(newRowIds).filter(id -> id >= 0).toArray();
      List<Tail> tails = new ArrayList<>();
      for (Tail tail : state.tails()) {
        tails.add(TailMove.moved(key, tail, newRowIds));
      }
      built.clear();
      state =
          new IndexState(
              parts, tails.subList(0, tails.size() - 1), tails.getLast(), strays);
    }
  }

  @Override
  public long bytes() {
    long bytes = 8L * state.strays().length;
    for (Part part : state.parts()) {
      bytes += part.codes().image().byteSize();
    }
    for (Tail tail : state.tails()) {
      bytes += tail.codes().bytes();
    }
    return bytes;
  }

  @Override
  public void close() {
    closed = true;
  }
}
