package dev.omendb.kernels.rabitq;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// What effort reaches which recall in one part: learned from queries like its own rows, because
/// data sets differ twentyfold. Immutable.
///
/// An entry is 24 bytes: int k, float recall, int probes, float reach, float epsilon, float fine.
public final class EffortCurve {
  static final int ENTRY_BYTES = 24;

  /// The least known effort that finds `recall` of the `k` nearest.
  public record Entry(int k, float recall, Effort effort) {}

  private final List<Entry> entries;

  EffortCurve(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /// Ordered by k, then by recall.
  public List<Entry> entries() {
    return entries;
  }

  /// The most neighbours that anything was learned about.
  int greatestK() {
    return entries.stream().mapToInt(Entry::k).max().orElse(1);
  }

  /// The effort that finds `recall` of the k nearest, on average over queries like the rows.
  /// Between two k learned, the reach grows with the logarithm of k.
  ///
  /// For a filtered search pass k divided by the share of rows the filter keeps: its k nearest are
  /// as far away as that many unfiltered ones.
  public Effort effort(long k, double recall) {
    int above = -1;
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).k >= k && entries.get(i).recall >= (float) recall) {
        above = i;
      }
    }
    if (above < 0) {
      return Effort.EXHAUSTIVE;
    }
    Entry more = entries.get(above);
    int below = -1;
    for (int i = 0; i < above; i++) {
      if (entries.get(i).k < more.k
          && entries.get(i).recall >= (float) recall
          && (below < 0 || entries.get(i).k > entries.get(below).k)) {
        below = i;
      }
    }
    if (below < 0) {
      return more.effort;
    }
    Entry less = entries.get(below);
    double share = Math.log((double) k / less.k) / Math.log((double) more.k / less.k);
    double reach = less.effort.reach() + share * (more.effort.reach() - less.effort.reach());
    return new Effort(
        more.effort.probes(),
        Double.isNaN(reach) ? more.effort.reach() : (float) reach,
        Math.max(less.effort.epsilon(), more.effort.epsilon()),
        Math.max(less.effort.fine(), more.effort.fine()));
  }

  static EffortCurve read(MemorySegment image, long offset, int count) {
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long at = offset + (long) ENTRY_BYTES * i;
      Effort effort =
          new Effort(
              image.get(CodeBlocks.INT, at + 8),
              image.get(CodeBlocks.FLOAT, at + 12),
              image.get(CodeBlocks.FLOAT, at + 16),
              image.get(CodeBlocks.FLOAT, at + 20));
      entries.add(
          new Entry(
              image.get(CodeBlocks.INT, at), image.get(CodeBlocks.FLOAT, at + 4), effort));
    }
    return new EffortCurve(entries);
  }

  void write(MemorySegment image, long offset) {
    for (int i = 0; i < entries.size(); i++) {
      long at = offset + (long) ENTRY_BYTES * i;
      Entry entry = entries.get(i);
      image.set(CodeBlocks.INT, at, entry.k);
      image.set(CodeBlocks.FLOAT, at + 4, entry.recall);
      image.set(CodeBlocks.INT, at + 8, entry.effort.probes());
      image.set(CodeBlocks.FLOAT, at + 12, entry.effort.reach());
      image.set(CodeBlocks.FLOAT, at + 16, entry.effort.epsilon());
      image.set(CodeBlocks.FLOAT, at + 20, entry.effort.fine());
    }
  }
}
