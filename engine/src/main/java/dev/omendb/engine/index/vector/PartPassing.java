package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexNotes;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.kernels.rabitq.IvfPart;
import dev.omendb.kernels.rabitq.PassingSlots;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Which codes of a part may lead to rows that pass a filter: those of rows that pass, and of rows
/// that were changed, since these may lead to others. Kept from search to search in the filter's
/// [IndexNotes], and true until another row of the segments is changed. Safe for many threads.
final class PartPassing {
  /// Rows of a part for each search that does without, before changed rows are looked at again:
  /// making it anew takes as long as some searches.
  private static final int ROWS_A_SEARCH = 8192;

  private final PassingSlots slots;

  /// Numbers of the segments the part has rows of, and how many rows of each were changed.
  private final int[] segments;

  private final int[] changes;
  private final AtomicInteger missed = new AtomicInteger();

  private PartPassing(PassingSlots slots, int[] segments, int[] changes) {
    this.slots = slots;
    this.segments = segments;
    this.changes = changes;
  }

  /// The codes, null where they are not known or not worth finding out yet.
  static @Nullable PassingSlots find(
      IndexNotes notes, IvfPart part, IndexSnapshot snapshot, RowIdFilter filter) {
    PartPassing known = notes.find(part, PartPassing.class);
    if (known != null && known.isCurrent(snapshot)) {
      return known.slots;
    }
    if (known != null && known.missed.getAndIncrement() < part.rows() / ROWS_A_SEARCH) {
      return null;
    }
    PartPassing made = of(part, snapshot, filter);
    if (made == null) {
      return null;
    }
    notes.put(part, made);
    return made.slots;
  }

  private boolean isCurrent(IndexSnapshot snapshot) {
    for (int i = 0; i < segments.length; i++) {
      if (snapshot.changedRows(segments[i]) != changes[i]) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable PartPassing of(
      IvfPart part, IndexSnapshot snapshot, RowIdFilter filter) {
    int[] segments = segments(part);
    int[] changes = Arrays.stream(segments).map(snapshot::changedRows).toArray();
    if (Arrays.stream(changes).anyMatch(count -> count < 0)) {
      return null;
    }
    boolean unchanged = Arrays.stream(changes).allMatch(count -> count == 0);
    PassingSlots slots =
        PassingSlots.of(
            part, id -> filter.mayPass(id) || (!unchanged && snapshot.isChanged(id)));
    return new PartPassing(slots, segments, changes);
  }

  private static int[] segments(IvfPart part) {
    long[] ids = new long[part.rows()];
    int count = part.copyIds(ids);
    return Arrays.stream(ids, 0, count).mapToInt(id -> (int) (id >>> 32)).distinct().toArray();
  }
}
