package dev.omendb.engine.storage.table;

import dev.omendb.engine.storage.segment.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The segments of a table at one moment, in insertion order. Immutable.
public final class Segments {
  static final Segments NONE = new Segments(List.of());

  private final List<Segment> inOrder;
  private final @Nullable Segment[] byNumber;
  private final int first;

  Segments(List<Segment> inOrder) {
    this.inOrder = List.copyOf(inOrder);
    int lowest = Integer.MAX_VALUE;
    int highest = -1;
    for (Segment segment : inOrder) {
      lowest = Math.min(lowest, segment.number());
      highest = Math.max(highest, segment.number());
    }
    this.first = highest < 0 ? 0 : lowest;
    this.byNumber = new Segment[Math.max(0, highest - first + 1)];
    for (Segment segment : inOrder) {
      byNumber[segment.number() - first] = segment;
    }
  }

  public List<Segment> inOrder() {
    return inOrder;
  }

  /// Null when the segment is gone or not there yet.
  public @Nullable Segment find(int number) {
    int index = number - first;
    return index >= 0 && index < byNumber.length ? byNumber[index] : null;
  }

  Segments with(Segment added) {
    Segment[] all = Arrays.copyOf(inOrder.toArray(new Segment[0]), inOrder.size() + 1);
    all[inOrder.size()] = added;
    return new Segments(Arrays.asList(all));
  }

  /// The same with `removed` replaced, at the place of the first of them, by `added`.
  Segments replace(List<Segment> removed, List<Segment> added) {
    List<Segment> result = new ArrayList<>();
    boolean placed = false;
    for (Segment segment : inOrder) {
      if (!removed.contains(segment)) {
        result.add(segment);
      } else if (!placed) {
        result.addAll(added);
        placed = true;
      }
    }
    return new Segments(result);
  }
}
