package dev.omendb.engine.index.vector;

import dev.omendb.kernels.rabitq.FlatCodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What readers search, at one moment. Immutable but for the last tail, which grows.
///
/// @param parts oldest first
/// @param frozen tails that take no rows any more and wait to become parts
/// @param tail takes new rows
/// @param strays rows no code can stand for (zero vectors by cosine): scored one by one
record IndexState(List<Part> parts, List<Tail> frozen, Tail tail, long[] strays) {
  IndexState {
    parts = List.copyOf(parts);
    frozen = List.copyOf(frozen);
  }

  static IndexState empty(VectorKey key) {
    return of(key, List.of(), new long[0]);
  }

  static IndexState of(VectorKey key, List<Part> parts, long[] strays) {
    return new IndexState(parts, List.of(), newTail(key, parts), strays);
  }

  /// An empty tail, its codes relative to the mean of the newest part.
  static Tail newTail(VectorKey key, List<Part> parts) {
    FlatCodes codes =
        parts.isEmpty()
            ? new FlatCodes(key.codeMetric(), key.codeDimensions(), new float[key.codeDimensions()])
            : new FlatCodes(parts.getLast().codes());
    return new Tail(codes);
  }

  IndexState withStrays(long[] more, int count) {
    long[] both = Arrays.copyOf(strays, strays.length + count);
    System.arraycopy(more, 0, both, strays.length, count);
    return new IndexState(parts, frozen, tail, both);
  }

  /// One more part, and rows that it could not take.
  IndexState with(VectorKey key, Part part, long[] moreStrays) {
    List<Part> all = new ArrayList<>(parts);
    if (part.rows() > 0) {
      all.add(part);
    }
    long[] both = Arrays.copyOf(strays, strays.length + moreStrays.length);
    System.arraycopy(moreStrays, 0, both, strays.length, moreStrays.length);
    boolean unused = tail.rows() == 0 && frozen.isEmpty();
    return unused ? of(key, all, both) : new IndexState(all, frozen, tail, both);
  }

  /// The tail stops growing; a new one begins.
  IndexState frozenTail(VectorKey key) {
    List<Tail> more = new ArrayList<>(frozen);
    more.add(tail);
    return new IndexState(parts, more, newTail(key, parts), strays);
  }

  /// Some frozen tails and parts are replaced by one part, or by none.
  IndexState replaced(List<Tail> tails, List<Part> old, @Nullable Part fresh) {
    List<Part> kept = new ArrayList<>(parts);
    kept.removeIf(p -> old.stream().anyMatch(o -> o.codes() == p.codes()));
    if (fresh != null && fresh.rows() > 0) {
      kept.add(fresh);
    }
    List<Tail> waiting = new ArrayList<>(frozen);
    waiting.removeAll(tails);
    return new IndexState(kept, waiting, tail, strays);
  }

  /// True when all of these are still there.
  boolean holds(List<Tail> tails, List<Part> some) {
    return frozen.containsAll(tails)
        && some.stream()
            .allMatch(s -> parts.stream().anyMatch(p -> p.codes() == s.codes()));
  }

  /// The smallest parts, each at most twice as large as what would come together with it.
  List<Part> mergeable() {
    long size = 0;
    for (Tail one : frozen) {
      size += one.rows();
    }
    List<Part> smallestFirst = new ArrayList<>(parts);
    smallestFirst.sort(Comparator.comparingInt(Part::rows));
    List<Part> merged = new ArrayList<>();
    for (Part part : smallestFirst) {
      if (part.rows() > 2 * size) {
        break;
      }
      merged.add(part);
      size += part.rows();
    }
    return merged;
  }

  IndexState withParts(List<Part> newParts) {
    return new IndexState(newParts, frozen, tail, strays);
  }

  /// Tails in the order they were filled.
  List<Tail> tails() {
    List<Tail> all = new ArrayList<>(frozen);
    all.add(tail);
    return all;
  }

  /// Rows with codes that are in no part yet.
  long tailRows() {
    long rows = tail.rows();
    for (Tail waiting : frozen) {
      rows += waiting.rows();
    }
    return rows;
  }

  /// Rows with codes.
  long rows() {
    long rows = tailRows();
    for (Part part : parts) {
      rows += part.rows();
    }
    return rows;
  }

  long bytes() {
    long bytes = 8L * strays.length;
    for (Part part : parts) {
      bytes += part.codes().image().byteSize();
    }
    for (Tail one : tails()) {
      bytes += one.codes().bytes();
    }
    return bytes;
  }
}
